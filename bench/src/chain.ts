/** Describes a training run to the peers, as plain float32 arrays. */
import type { Training } from "../../src/workloads/mf/training.ts";
import { invariant } from "../../src/core/errors.ts";

export interface Factor {
  readonly rows: number;
  readonly cols: number;
  readonly values: Float32Array<ArrayBuffer>;
  /** Factor of the gradient, including the scale of the loss. */
  readonly rate: number;
}

export interface ChainProblem {
  readonly rows: number;
  readonly cols: number;
  readonly target: Float32Array<ArrayBuffer>;
  readonly mask: Float32Array<ArrayBuffer>;
  /** The factors, W_1 first. */
  readonly factors: readonly Factor[];
}

/** The first network of a training run, updated by W ← W − rate · ∂/∂W of ½ ‖mask ⊙ (W_n ⋯ W_1 − target)‖². */
export function chainOf({ problems, networks }: Training): ChainProblem {
  const [problem] = problems;
  const chain = networks[0]?.chains[0];
  invariant(problem?.mask && chain, "the training run completes a matrix and has a network");
  const eta = (networks[0]?.optimizer.rate.eta ?? 0) * problem.lossScale;
  return {
    rows: problem.target.rows,
    cols: problem.target.cols,
    target: Float32Array.from(problem.target.data),
    mask: Float32Array.from(problem.mask),
    factors: chain.factors.map(({ rows, cols, data }, l) => ({
      rows,
      cols,
      values: Float32Array.from(data),
      rate: eta * (chain.rateScale[l] ?? 1),
    })),
  };
}
