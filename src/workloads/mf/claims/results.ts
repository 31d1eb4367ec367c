/** The figures of a run of matrix factorization, as a claim's criterion reads them. */
import { invariant } from "../../../core/errors.ts";
import { resultsOf, type RunResult } from "../../../experiment/claims/claim.ts";
import type { NetworkName } from "../config/fields.ts";
import type { RunNorms } from "../entries.ts";

/** The recovery errors for which a result contains the first step below them. */
export const LEVELS = ["1e-1", "1e-2", "1e-3"] as const;
export type Level = (typeof LEVELS)[number];

/** Figures of a network. Errors are relative and unsquared, after the last update. */
export type MatrixFigures = Readonly<
  Record<
    | "steps"
    | "train"
    | "recovery"
    /** The smallest recovery error of all steps, and its step. */
    | "best"
    | "bestStep"
    /** Computed from the shapes, not measured. */
    | "flopsPerStep"
    | "msPerStep"
    /** First step with a training loss below the run's stopLoss, or with a recovery error below a level. Every step is checked. */
    | "stoppedAt"
    | `to_${Level}`,
    number
  >
>;

/** A figure without a value is NaN, and a step that was not reached is infinite. */
export function networkOf({ models, label }: RunResult, id: NetworkName): MatrixFigures {
  const network = models.find((candidate) => candidate.id === id);
  invariant(network, `the run “${label}” trained ${id}`);
  return Object.fromEntries(
    Object.entries(network.metrics).map(([name, value]) => [
      name,
      value ?? (name === "stoppedAt" || name.startsWith("to_") ? Infinity : NaN),
    ]),
  ) as unknown as MatrixFigures;
}

export const stepsTo = (result: RunResult, id: NetworkName, level: Level): number =>
  networkOf(result, id)[`to_${level}`];

/** A figure of each seed. */
const figureOf =
  <A extends readonly unknown[]>(figure: (result: RunResult, id: NetworkName, ...rest: A) => number) =>
  (results: readonly RunResult[], label: string, id: NetworkName, ...rest: A): number[] =>
    resultsOf(results, label).map((result) => figure(result, id, ...rest));

/** Number of steps to a level, for each seed. */
export const stepsOf = figureOf(stepsTo);

/** Number of steps to the run's stopLoss, for each seed. */
export const lossSteps = figureOf((result, id) => networkOf(result, id).stoppedAt);

/** The last recovery error of each seed. */
export const recoveryOf = figureOf((result, id) => networkOf(result, id).recovery);

/** Whether a is below b on every seed. */
export const isBelow = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, seed) => value < (b[seed] ?? NaN));

export function probed({ values, label }: RunResult, name: string): readonly number[] {
  const list = values?.[name];
  invariant(list, `the run “${label}” measured ${name}`);
  return list;
}

/** The last value of a probe, for each seed. */
export const lastOf = (results: readonly RunResult[], label: string, name: string): number[] =>
  resultsOf(results, label).map((result) => probed(result, name).at(-1) ?? NaN);

export const factOf = ({ facts }: RunResult, name: keyof RunNorms): number => facts?.[name] ?? NaN;

/** Σ (f − Φ)² over the hidden entries, in the data's own units. */
function hiddenSquares(result: RunResult, id: NetworkName): number {
  const { recovery, train } = networkOf(result, id);
  return Math.max(
    0,
    recovery ** 2 * factOf(result, "allSquares") - train ** 2 * factOf(result, "seenSquares"),
  );
}

/** The test loss of Law of Parsimony: half of the sum over the hidden entries, divided by the number of all entries. */
export const lawTestLoss = (result: RunResult, id: NetworkName): number =>
  hiddenSquares(result, id) / (2 * factOf(result, "allCount"));

/** The test loss of Kwon et al.: half of the mean squared residual over the hidden entries. */
export const kwonTestLoss = (result: RunResult, id: NetworkName): number =>
  hiddenSquares(result, id) / (2 * (factOf(result, "allCount") - factOf(result, "seenCount")));
