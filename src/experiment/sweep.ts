/** A sweep: every combination of some settings' values, for a number of seeds, each a whole experiment. */
import { EngineError } from "../math/errors.ts";
import type { Experiment } from "./experiment.ts";
import { decodeLink, encodeLink } from "./link.ts";

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
  const { experiment, repairs } = decodeLink([encodeLink(base), ...parts].join("&"));
  const [mended] = repairs;
  if (mended) throw new EngineError("bad-input", mended);
  return { varied, experiment };
}

const refusal = (message: string): EngineError => new EngineError("bad-input", message);
