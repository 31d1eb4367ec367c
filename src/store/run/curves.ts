/** A network's errors over its steps, sampled for charts, pins and files. */
import type { NetworkName } from "../../experiment/experiment.ts";
import { chartRows } from "./chart-rows.ts";
import type { NetworkData } from "./run-data.ts";
import type { Band } from "./seed-series.ts";
import type { Series } from "./series.ts";

/** All lists have the length of `steps`. A null marks a value that is not finite. */
export interface Curve {
  readonly id: NetworkName;
  readonly flopsPerStep: number;
  readonly steps: readonly number[];
  /** Device time measured up to the step. */
  readonly seconds: readonly number[];
  readonly recovery: readonly Sample[];
  readonly train: readonly Sample[];
  /** Present with a validation split. */
  readonly validation?: readonly Sample[];
  /** The band of the seeds that train together. */
  readonly low?: readonly Sample[];
  readonly high?: readonly Sample[];
  /** The curve of each seed, if requested. */
  readonly bySeed?: readonly (readonly Sample[])[];
}

export type Sample = number | null;

export interface StepRange {
  readonly from: number;
  readonly to: number;
}

/** How to show several seeds. */
export interface SeedStyle {
  readonly band: Band;
  /** Whether each seed is drawn in addition to the band. */
  readonly each: boolean;
}

export const DEFAULT_SEED_STYLE: SeedStyle = { band: "range", each: false };

const finite = (value: number): Sample => (Number.isFinite(value) ? value : null);

/** At most `maxRows` samples with every peak, from a range of steps and slightly beyond it. */
export function sampleCurve(
  { id, flopsPerStep }: { readonly id: NetworkName; readonly flopsPerStep: number },
  data: NetworkData,
  maxRows: number,
  range?: StepRange,
  { band, each }: SeedStyle = DEFAULT_SEED_STYLE,
): Curve {
  const { seeds } = data;
  const series = new Map<string, Series>([
    ["recovery", recoveryOf(data, band)],
    ["train", data.train],
    ...(seeds ? Object.entries(seeds.bands[band]) : []),
  ]);
  const validates = data.validation.lastStep >= 0;
  if (validates) series.set("validation", data.validation);
  if (each) seeds?.bySeed.forEach((one, b) => series.set(`seed ${b}`, one));
  const rows = chartRows(series, maxRows, finite, range);
  const column = (name: string): Sample[] => rows.map((row) => row[name] ?? null);
  return {
    id,
    flopsPerStep,
    steps: rows.map(({ step }) => step),
    seconds: rows.map(({ step }) => data.seconds.at(step)),
    recovery: column("recovery"),
    train: column("train"),
    ...(validates ? { validation: column("validation") } : {}),
    ...(seeds ? { low: column("low"), high: column("high") } : {}),
    ...(seeds && each ? { bySeed: seeds.bySeed.map((_, b) => column(`seed ${b}`)) } : {}),
  };
}

/** The middle of the band: the mean, or for a band of log₁₀ error the geometric mean. */
export const recoveryOf = ({ recovery, seeds }: NetworkData, band: Band): Series =>
  band === "sd" && seeds ? seeds.centre : recovery;

/**
 * Index of the last sample at or before a step. −1 if there is none, or if the step lies after the curve's
 * end.
 */
export function sampleAt({ steps }: Curve, step: number): number {
  if (step > (steps.at(-1) ?? -1)) return -1;
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] as number) <= step) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
