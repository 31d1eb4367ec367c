/** A network's errors over its steps, sampled for charts, pins and files. */
import type { NetworkName } from "../../experiment/experiment.ts";
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

interface StepRange {
  readonly from: number;
  readonly to: number;
}

/** The display of several seeds. */
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
  const rows = chartRows(series, maxRows, range);
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

/** The values at one step. Null where a series has no finite value. */
interface ChartRow {
  readonly step: number;
  readonly [series: string]: number | null;
}

/**
 * Makes at most `maxRows` rows. With more steps, each bucket of steps gives two rows, which hold the smallest
 * and the largest value of every series in their order. Bucket sizes come from a short list, so that drawn
 * points stay in place while the run grows. The last row is the current step. A range of steps selects its
 * buckets and one more on either side.
 */
export function chartRows(
  series: ReadonlyMap<string, Series>,
  maxRows: number,
  range: StepRange = { from: 0, to: Infinity },
): ChartRow[] {
  const lastStep = Math.max(-1, ...[...series.values()].map((one) => one.lastStep));
  const end = Math.min(range.to, lastStep);
  const bucket = bucketSize(Math.max(1, end - range.from + 1), maxRows - 5);
  const rows: Record<string, number | null>[] = [];
  const start = Math.max(0, Math.floor(range.from / bucket) - 1) * bucket;
  for (let from = start; from <= Math.min(lastStep, end + bucket); from += bucket) {
    const to = from + bucket;
    const first: Record<string, number | null> = { step: from };
    const second: Record<string, number | null> = { step: Math.min(to - 1, lastStep) };
    for (const [name, one] of series) {
      const [a, b] = one.extremes(from, to);
      first[name] = finite(a);
      second[name] = finite(b);
    }
    rows.push(first);
    if (bucket > 1) rows.push(second);
  }
  if (bucket > 1 && end === lastStep) {
    const now: Record<string, number | null> = { step: lastStep };
    for (const [name, one] of series) now[name] = finite(one.at(lastStep));
    rows.push(now);
  }
  return rows as unknown as ChartRow[];
}

function bucketSize(steps: number, maxRows: number): number {
  if (steps <= maxRows) return 1;
  // The bucket sizes 2, 3, 4, 6, 8, 12, 16 …
  for (let bucket = 2; ; bucket *= 2)
    for (const size of [bucket, 1.5 * bucket]) if (2 * Math.ceil(steps / size) <= maxRows) return size;
}
