/** A sweep: every combination of some settings' values, for a number of seeds, each a whole experiment. */
import { EngineError } from "../core/errors.ts";
import { FIELDS, type Experiment } from "./experiment.ts";
import { decodeLink, encodeLink } from "./link.ts";
import { unknownSetting } from "./repair.ts";

/** A line of a sweep file is a few kilobytes; a sweep is checked whole before its first run. */
const MOST_RUNS = 100_000;

/** A setting by the key of a link, and the values that it takes. */
export interface SweepAxis {
  readonly key: string;
  readonly values: readonly string[];
}

/** One run of a sweep: what was varied, by link key, and the whole experiment. */
export interface SweepCell {
  readonly varied: Readonly<Record<string, string>>;
  readonly experiment: Experiment;
}

/** `key=v1,v2,…`. */
export function parseAxis(text: string): SweepAxis {
  const at = text.indexOf("=");
  const [key, list] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1 || list === "") throw refusal(`A sweep takes key=v1,v2,… and not “${text}”.`);
  return { key, values: list.split(",") };
}

/** Seeds seed … seed + n − 1 of the base. Values that do not fit are refused (EngineError "bad-input"), not mended. */
export function sweepCells(base: Experiment, axes: readonly SweepAxis[], seeds: number): SweepCell[] {
  if (axes.some(({ key }) => key === "seed"))
    throw refusal("Seeds are varied by their number, not as a setting.");
  const twice = axes.find(({ key }, i) => axes.findIndex((other) => other.key === key) < i);
  if (twice) throw refusal(`The setting “${twice.key}” is varied twice.`);
  const unknown = axes.find(({ key }) => !FIELDS.some((field) => field.key === key));
  if (unknown) throw refusal(unknownSetting(unknown.key));
  const runs = axes.reduce((count, { values }) => count * values.length, seeds);
  if (runs > MOST_RUNS)
    throw refusal(
      `A sweep of ${runs.toLocaleString("en")} runs is too large: at most ${MOST_RUNS.toLocaleString("en")} are possible. Vary fewer settings, values or seeds.`,
    );
  if (runs === 0) throw refusal("A sweep takes at least one seed.");
  let combinations: Record<string, string>[] = [{}];
  for (const { key, values } of axes)
    combinations = combinations.flatMap((chosen) => values.map((value) => ({ ...chosen, [key]: value })));
  return combinations.flatMap((chosen) =>
    Array.from({ length: seeds }, (_, s) => cellOf(base, { ...chosen, seed: String(base.seed + s) })),
  );
}

/** Later keys of a link replace earlier ones, so what is varied wins over the base, and defaults that follow from it move along. */
function cellOf(base: Experiment, varied: Record<string, string>): SweepCell {
  const parts = Object.entries(varied).map((pair) => pair.map(encodeURIComponent).join("="));
  const { experiment } = decodeLink([encodeLink(base), ...parts].join("&"), (message) => {
    throw refusal(message);
  });
  return { varied, experiment };
}

const refusal = (message: string): EngineError => new EngineError("bad-input", message);
