/** Statistics over the seeds that train together: values[i·B + b] is the value at step i of seed b. */
interface OverSeeds {
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Mean, smallest and largest of each step's B values. */
export function overSeeds(values: Float64Array, batch: number): OverSeeds {
  const steps = values.length / batch;
  const mean = new Float64Array(steps);
  const low = new Float64Array(steps).fill(Infinity);
  const high = new Float64Array(steps).fill(-Infinity);
  for (let i = 0; i < values.length; i++) {
    const step = Math.floor(i / batch);
    const value = values[i] as number;
    mean[step] = (mean[step] as number) + value / batch;
    // A NaN makes the range NaN, like the mean.
    low[step] = Math.min(low[step] as number, value);
    high[step] = Math.max(high[step] as number, value);
  }
  return { mean, low, high };
}

/** Mean and standard deviation (n − 1) of log₁₀ of each step's B > 1 values, for a log axis. */
export function logOverSeeds(
  values: Float64Array,
  batch: number,
): { readonly mean: Float64Array; readonly sd: Float64Array } {
  const logs = values.map(Math.log10);
  const { mean } = overSeeds(logs, batch);
  const sum = new Float64Array(mean.length);
  logs.forEach((value, i) => {
    const step = Math.floor(i / batch);
    sum[step] = (sum[step] as number) + (value - (mean[step] as number)) ** 2;
  });
  return { mean, sd: sum.map((squares) => Math.sqrt(squares / (batch - 1))) };
}

/** The values of seed b. */
export function ofSeed(values: Float64Array, batch: number, b: number): Float64Array {
  return values.filter((_, i) => i % batch === b);
}
