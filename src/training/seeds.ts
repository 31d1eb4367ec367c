/** Statistics over the seeds that train together: values[i·B + b] is the value at step i of seed b. */
import { NO_PROGRESS, type Progress } from "./progress.ts";
import type { StepMetrics } from "./session.ts";

/**
 * New metrics of one network, one value per step, starting with `firstStep`. If a step comes twice, the later
 * value counts.
 */
export interface NetworkSteps {
  readonly id: string;
  readonly firstStep: number;
  /** By metric id: means over the seeds that train together. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** The same metrics for each seed: entry i·B + b is for step firstStep + i and seed b. Absent for a single seed. */
  readonly bySeed?: Readonly<Record<string, Float64Array>>;
  /**
   * Progress of the first seed, or of a seed that diverged and so ended the network's training. The next field
   * has the progress of every seed.
   */
  readonly progress: Progress;
  readonly progressBySeed: readonly Progress[];
  /** Mean device time per step and seed, measured since the run began; NaN before the first step. */
  readonly msPerStep: number;
  /** Training retraces its path, so these steps repeat earlier ones. Later values remain visible. */
  readonly isRetraced?: true;
}

/** Puts the seeds of one network together. */
export function networkSteps(
  id: string,
  { firstStep, columns }: StepMetrics,
  progressBySeed: readonly Progress[],
  msPerStep: number,
  isRetraced: boolean,
): NetworkSteps {
  const batch = progressBySeed.length;
  return {
    id,
    firstStep,
    columns: Object.fromEntries(
      Object.entries(columns).map(([metric, values]) => [metric, overSeeds(values, batch).mean]),
    ),
    ...(batch > 1 ? { bySeed: columns } : {}),
    progress: progressBySeed.find(({ diverged }) => diverged) ?? progressBySeed[0] ?? NO_PROGRESS,
    progressBySeed,
    msPerStep,
    ...(isRetraced ? { isRetraced } : {}),
  };
}

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

/**
 * Mean and sample standard deviation (divisor B − 1) of the log₁₀ of each step's B values, for a log axis. Needs at
 * least two seeds.
 */
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
