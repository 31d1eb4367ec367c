/**
 * Checkable claims about named metrics. Each has runs over paired seeds, and a criterion on their metrics, written before
 * the runs.
 */
import { invariant } from "../../core/errors.ts";
import type { WorkloadId } from "../link-keys.ts";
import type { ClaimText, Judgement } from "./claim.ts";
import type { RecordText } from "./record.ts";

/** One experiment, trained once for each seed. */
export interface MetricRun {
  /** Unique within the claim. */
  readonly label: string;
  readonly fields: object;
  readonly seeds: readonly number[];
}

/** The metrics of each model at its last step. */
export interface MetricResult {
  readonly label: string;
  readonly seed: number;
  readonly models: readonly {
    readonly id: string;
    readonly metrics: Readonly<Record<string, number | null>>;
  }[];
}

export interface MetricClaim extends ClaimText {
  readonly workload: Exclude<WorkloadId, "mf">;
  readonly runs: readonly MetricRun[];
  readonly judge: (results: readonly MetricResult[]) => Judgement;
}

/** A claim's record, as `dmf reproduce` writes it. */
export interface MetricRecord extends RecordText {
  readonly schema: 2;
  readonly workload: MetricClaim["workload"];
  readonly results: readonly {
    readonly label: string;
    readonly seed: number;
    readonly models: readonly {
      readonly id: string;
      readonly metrics: Readonly<Record<string, number | null>>;
      readonly best: number | null;
      readonly bestStep: number | null;
    }[];
  }[];
}

/** A model's values of a metric, one for each seed in order; NaN for a missing value. */
export function valuesOf(
  results: readonly MetricResult[],
  label: string,
  id: string,
  metric: string,
): number[] {
  const found = results.filter((result) => result.label === label);
  invariant(found.length > 0, `the run “${label}” was made`);
  return found.map(({ models }) => models.find((model) => model.id === id)?.metrics[metric] ?? NaN);
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  return ((low as number) + (high as number)) / 2;
}

/** a − b, seed by seed. */
export const differences = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, i) => value - (b[i] as number));

export const points = (fraction: number): string => (100 * fraction).toFixed(2);
export const percent = (values: readonly number[]): string => `${points(mean(values))} %`;
