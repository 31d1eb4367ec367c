/** Lists the differences between two experiments, setting by setting. */
import { FIELDS, type Experiment } from "../../experiment/experiment.ts";
import { labelOf, optionName } from "./presentation.ts";
import type { Pin, LoadedRun } from "../../store/kinds/matrix-state.ts";
import { formatCount } from "../../store/format.ts";

/** Texts such as “Compression rank r̂ 20 → 10”, one for each setting with different values. */
function differencesOf(from: Experiment, to: Experiment): string[] {
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

/** Number of differences that are listed one by one. */
const MAX_TOLD = 4;

/** Texts such as “Compression rank r̂ 20 → 10”, from the pinned run to the current run. */
export const differenceText = ({ config }: Pin, run: LoadedRun): string =>
  toldDifferences(differencesOf(config, run.config));

/** Lists the first differences and says how many others there are. */
export function toldDifferences(differences: readonly string[]): string {
  if (differences.length === 0) return "the same settings as now";
  const told = differences.slice(0, MAX_TOLD).join("; ");
  const more = differences.length - MAX_TOLD;
  return more > 0 ? `${told}; and ${formatCount(more)} more` : told;
}
