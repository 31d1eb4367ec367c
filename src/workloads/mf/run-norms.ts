/** Computes the norms of a problem's entries. */
import type { Entries, RunResult } from "../../experiment/claims/claim.ts";
import { sumOfSquares } from "../../math/matrix.ts";
import { countOf } from "../../problem/mask.ts";
import { errorNorms, type Problem } from "../../problem/problem.ts";

/** Numbers of the first seed's problem that turn relative errors into the papers' losses. */
export interface RunNorms extends Pick<RunResult, "entries" | "recoveryRms"> {
  /** The training loss that corresponds to a relative train error of 1. */
  readonly unitLoss: number;
}

export function runNorms(problem: Problem): RunNorms {
  const norms = errorNorms(problem);
  return {
    entries: {
      all: { count: problem.target.data.length, squares: sumOfSquares(problem.target) },
      seen: seenEntries(problem),
    },
    recoveryRms: Math.sqrt(norms.recovery / norms.recoveryCount) * problem.unit.scale,
    unitLoss: (problem.lossScale * norms.train) / 2,
  };
}

function seenEntries({ target, mask }: Problem): Entries {
  return {
    count: mask ? countOf(mask) : target.data.length,
    squares: target.data.reduce((sum, value, i) => sum + (mask?.[i] ?? 1) * value ** 2, 0),
  };
}
