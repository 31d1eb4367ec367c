/**
 * One quantity of one network over the steps of a run, outside React, and its samples for charts, pins and files. Entry i
 * is the value at step i · stride. The stride doubles when the buffer is full, so that a run may last for days in bounded
 * memory.
 */
const FIRST_CAPACITY = 1024;
export const CAPACITY = 2 ** 18;

export class Series {
  #values = new Float64Array(FIRST_CAPACITY);
  #length = 0;
  #stride = 1;
  readonly #capacity: number;

  /** `capacity` is the largest number of stored values. */
  constructor(capacity = CAPACITY) {
    this.#capacity = capacity;
  }

  /** The last stored step, or −1. */
  get lastStep(): number {
    return (this.#length - 1) * this.#stride;
  }

  /** The value at a step, or at the stored step before it. NaN after the last step. */
  at(step: number): number {
    const index = Math.floor(step / this.#stride);
    return index < this.#length ? (this.#values[index] ?? NaN) : NaN;
  }

  /**
   * Writes values of consecutive steps and drops values of later steps; a reset works in this way. If a step
   * comes twice, the later value stays.
   */
  write(firstStep: number, values: ArrayLike<number>): void {
    if (values.length === 0) return;
    const lastStep = firstStep + values.length - 1;
    if (lastStep < this.#stride) this.#stride = 1;
    while (Math.floor(lastStep / this.#stride) >= this.#capacity) this.#thinOut();
    const length = Math.floor(lastStep / this.#stride) + 1;
    this.#grow(length);
    const firstIndex = Math.ceil(firstStep / this.#stride);
    if (firstIndex > this.#length) this.#values.fill(NaN, this.#length, firstIndex);
    for (let index = firstIndex; index < length; index++)
      this.#values[index] = values[index * this.#stride - firstStep] ?? NaN;
    this.#length = length;
  }

  /** Smallest and largest finite value of the steps from ≤ step < to, in the order of their steps. */
  extremes(from: number, to: number): [first: number, second: number] {
    let [least, most] = [-1, -1];
    const end = Math.min(this.#length, Math.ceil(to / this.#stride));
    for (let i = Math.ceil(from / this.#stride); i < end; i++) {
      const value = this.#values[i] as number;
      if (!Number.isFinite(value)) continue;
      if (least < 0 || value < (this.#values[least] as number)) least = i;
      if (most < 0 || value > (this.#values[most] as number)) most = i;
    }
    return [
      this.#values[Math.min(least, most)] ?? NaN, // index −1 is undefined
      this.#values[Math.max(least, most)] ?? NaN,
    ];
  }

  #grow(length: number): void {
    if (length <= this.#values.length) return;
    const grown = new Float64Array(Math.min(this.#capacity, Math.max(length, 2 * this.#values.length)));
    grown.set(this.#values.subarray(0, this.#length));
    this.#values = grown;
  }

  #thinOut(): void {
    const kept = Math.ceil(this.#length / 2);
    for (let i = 0; i < kept; i++) this.#values[i] = this.#values[2 * i] as number;
    this.#length = kept;
    this.#stride *= 2;
  }
}

export interface StepRange {
  readonly from: number;
  readonly to: number;
}

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

/** Means over at most `most` intervals of equal length, each at its interval's last step. */
export function meansOf(series: Series, most: number): Record<"steps" | "values", readonly number[]> {
  const steps: number[] = [];
  const values: number[] = [];
  const stretch = Math.max(1, Math.ceil((series.lastStep + 1) / most));
  for (let from = 0; from <= series.lastStep; from += stretch) {
    const to = Math.min(series.lastStep, from + stretch - 1);
    let sum = 0;
    for (let step = from; step <= to; step++) sum += series.at(step);
    steps.push(to);
    values.push(sum / (to - from + 1));
  }
  return { steps, values };
}

function bucketSize(steps: number, maxSamples: number): number {
  if (steps <= maxSamples) return 1;
  // The bucket sizes 2, 3, 4, 6, 8, 12, 16 …
  for (let bucket = 2; ; bucket *= 2)
    for (const size of [bucket, 1.5 * bucket]) if (2 * Math.ceil(steps / size) <= maxSamples) return size;
}
