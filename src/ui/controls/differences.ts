/** Lists the differences between two experiments, setting by setting. */
import { FIELDS, type Experiment } from "../../experiment/experiment.ts";
import { labelOf, optionName } from "./presentation.ts";

/** “Compression rank r̂ 20 → 10”, for each setting that differs. */
export function differencesOf(from: Experiment, to: Experiment): string[] {
  return FIELDS.flatMap((field) => {
    const { name } = field;
    const [before, now] = [from, to].map((experiment) => wordsOf(name, experiment[name]));
    return before === now ? [] : [`${labelOf(field)} ${before} → ${now}`];
  });
}

/** A setting's value in words. */
export function wordsOf(name: (typeof FIELDS)[number]["name"], value: unknown): string {
  const list = Array.isArray(value) ? value : [value];
  return list.map((item) => optionName(name, String(item))).join(", ") || "–";
}
