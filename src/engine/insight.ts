/** How far the theorem holds while a run goes on: leak and bulk of the original network's layers. */
import type { Experiment } from "../experiment/experiment.ts";
import type { Matrix } from "../math/matrix.ts";
import { allBases, bulk, leaks } from "../network/theory.ts";
import type { Training } from "./training.ts";

export interface Insight {
  /** For each layer: the share of W_l that leads out of the invariant subspace; 0 in theory, where it applies. */
  readonly leaks: readonly number[];
  /** For each layer: ρ_l, the predicted value of the d − 2r̂ singular values that only shrink; absent where nothing is predicted. */
  readonly rho?: readonly number[];
  /** Directions in the subspace: 2r̂. */
  readonly dimension: number;
}

/** Square layers that start orthogonal: the leak is 0 at the start, so that what it becomes means something. */
function isSquare(e: Experiment): boolean {
  return e.rows === e.cols && e.width === e.rows && e.start === "orthogonal";
}

/** The theorem's assumptions: every entry seen, square orthogonal layers, plain gradient descent. */
export function theoremApplies(e: Experiment): boolean {
  return e.task === "mf" && e.noise === 0 && isSquare(e) && e.optimizer === "gd";
}

/** Returns what computes the insight from the original's factors at a step; the bases are made at the first call. */
export function createInsight(
  experiment: Experiment,
  { origin, problems, networks }: Training,
): ((factors: readonly Matrix[], step: number) => Insight) | undefined {
  const original = networks.find(({ id }) => id === "original");
  if (!origin || !original || !isSquare(experiment)) return undefined;
  let bases: Matrix[] | undefined;
  return (factors, step) => {
    bases ??= allBases(origin.start, origin.bases());
    const setting = {
      depth: experiment.depth,
      epsilon: experiment.epsilon,
      eta: original.optimizer.eta,
      weightDecay: experiment.weightDecay,
      lossScale: problems[0]?.lossScale ?? 1,
    };
    return {
      leaks: leaks(factors, bases),
      dimension: 2 * experiment.rHat,
      ...(theoremApplies(experiment) ? { rho: bulk(setting, step) } : {}),
    };
  };
}
