/** Samples of a quantity over the steps of a run, for charts, pins and files. */
import type { StepRange } from "./seed-series.ts";
import type { Series } from "./series.ts";

interface Sampling {
  readonly steps: readonly number[];
  /** A series' samples at these steps; NaN for a value that is not finite. */
  readonly sample: (series: Series) => number[];
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
      ).map((value) => (Number.isFinite(value) ? value : NaN)),
  };
}

function bucketSize(steps: number, maxSamples: number): number {
  if (steps <= maxSamples) return 1;
  // The bucket sizes 2, 3, 4, 6, 8, 12, 16 …
  for (let bucket = 2; ; bucket *= 2)
    for (const size of [bucket, 1.5 * bucket]) if (2 * Math.ceil(steps / size) <= maxSamples) return size;
}
