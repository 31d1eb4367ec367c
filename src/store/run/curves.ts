/** A network's errors over its steps, sampled for charts, pins and files. */
import type { NetworkName } from "../../workloads/mf/config/fields.ts";
import {
  DEFAULT_SEED_STYLE,
  type Band,
  type SeedSeries,
  type SeedStyle,
  type StepRange,
} from "./seed-series.ts";
import type { Series } from "./series.ts";

/** The recorded errors of a network. */
interface ErrorSeries {
  readonly train: Series;
  readonly recovery: Series;
  readonly validation: Series;
  readonly seconds: Series;
  readonly seeds: SeedSeries | undefined;
}

/** All lists have the length of `steps`. A null marks a value that is not finite. */
export interface Curve {
  readonly id: NetworkName;
  readonly flopsPerStep: number;
  readonly steps: readonly number[];
  /** Device time for one seed, measured up to the step. */
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

const finite = (value: number): Sample => (Number.isFinite(value) ? value : null);

/** At most `maxSamples` samples with every peak, from a range of steps and slightly beyond it, up to `lastStep`. */
export function sampleCurve(
  { id, flopsPerStep }: { readonly id: NetworkName; readonly flopsPerStep: number },
  data: ErrorSeries,
  maxSamples: number,
  range?: StepRange,
  { band, each }: SeedStyle = DEFAULT_SEED_STYLE,
  lastStep = data.train.lastStep,
): Curve {
  const { train, validation, seconds, seeds } = data;
  const { steps, sample } = samplingOf(lastStep, maxSamples, range);
  const bounds = seeds?.bands[band];
  return {
    id,
    flopsPerStep,
    steps,
    seconds: steps.map((step) => seconds.at(step)),
    recovery: sample(recoveryOf(data, band)),
    train: sample(train),
    ...(validation.lastStep >= 0 ? { validation: sample(validation) } : {}),
    ...(bounds ? { low: sample(bounds.low), high: sample(bounds.high) } : {}),
    ...(seeds && each ? { bySeed: seeds.bySeed.map(sample) } : {}),
  };
}

/** The middle of the band: the mean, or for a band of log₁₀ error the geometric mean. */
export const recoveryOf = ({ recovery, seeds }: ErrorSeries, band: Band): Series =>
  band === "sd" && seeds ? seeds.centre : recovery;

interface Sampling {
  readonly steps: readonly number[];
  /** A series' samples at these steps. */
  readonly sample: (series: Series) => Sample[];
}

/**
 * Chooses at most `maxSamples` steps up to `lastStep`. With more steps, each bucket of steps gives two samples:
 * the smallest and the largest value of every series, in the order of their steps. Bucket sizes come from a short
 * list, so that drawn points stay in place while the run grows. The last sample is the current step. A range of
 * steps selects its buckets and one more on either side.
 */
export function samplingOf(
  lastStep: number,
  maxSamples: number,
  range: StepRange = { from: 0, to: Infinity },
): Sampling {
  const end = Math.min(range.to, lastStep);
  const bucket = bucketSize(Math.max(1, end - range.from + 1), maxSamples - 5);
  const start = Math.max(0, Math.floor(range.from / bucket) - 1) * bucket;
  const last = Math.min(lastStep, end + bucket);
  const inBuckets = (pairOf: (from: number) => readonly [number, number], atLast: number): number[] => {
    const values: number[] = [];
    for (let from = start; from <= last; from += bucket) {
      const [first, second] = pairOf(from);
      values.push(first);
      if (bucket > 1) values.push(second);
    }
    if (bucket > 1 && end === lastStep) values.push(atLast);
    return values;
  };
  return {
    steps: inBuckets((from) => [from, Math.min(from + bucket - 1, lastStep)], lastStep),
    sample: (series) =>
      inBuckets(
        (from) => series.extremes(from, Math.min(from + bucket, lastStep + 1)),
        series.at(lastStep),
      ).map(finite),
  };
}

function bucketSize(steps: number, maxSamples: number): number {
  if (steps <= maxSamples) return 1;
  // The bucket sizes 2, 3, 4, 6, 8, 12, 16 …
  for (let bucket = 2; ; bucket *= 2)
    for (const size of [bucket, 1.5 * bucket]) if (2 * Math.ceil(steps / size) <= maxSamples) return size;
}
