/** The values behind the pictures: the problem's entries with their norms. */
import { sumOfSquares, countOf } from "../../math/matrix.ts";
import { type Problem, errorNorms } from "./data/problem.ts";

/** The entries of the first seed's problem, row by row and normalized. */
export interface ProblemEntries {
  readonly target: Float32Array;
  /** The target with noise on all entries. Absent if its entries have no noise. */
  readonly seen?: Float32Array;
  /** 1 for an entry that the networks see; absent if they see all, or none (sensing). */
  readonly observed?: Uint8Array;
  /** 1 for an observed entry that is held out for validation. Absent without validation. */
  readonly validation?: Uint8Array;
  /** 1 for a known value; absent if all are known. */
  readonly known?: Uint8Array;
  /** The amount subtracted from each entry, in the data's unit. Absent if `unit.offset` is the amount for all entries. */
  readonly baseline?: Float32Array;
}

export function problemEntries({
  target,
  observed,
  mask,
  validation,
  known,
  baseline,
}: Problem): ProblemEntries {
  return {
    target: Float32Array.from(target.data),
    ...(observed === target ? {} : { seen: Float32Array.from(observed.data) }),
    ...(mask ? { observed: Uint8Array.from(mask) } : {}),
    ...(validation ? { validation: Uint8Array.from(validation) } : {}),
    ...(known ? { known: Uint8Array.from(known) } : {}),
    ...(baseline ? { baseline: Float32Array.from(baseline) } : {}),
  };
}

// Computes the norms of a problem's entries.

/** Numbers of the first seed's problem that turn relative errors into the papers' losses. */
export interface RunNorms {
  /** The number of all entries of Φ and the sum of their squares, and the same over the observed ones. */
  readonly allCount: number;
  readonly allSquares: number;
  readonly seenCount: number;
  readonly seenSquares: number;
  /** Root mean square of the entries that recovery counts, in the data's unit. It turns relative recovery errors into RMSE. */
  readonly recoveryRms: number;
  /** The training loss that corresponds to a relative train error of 1. */
  readonly unitLoss: number;
}

export function runNorms(problem: Problem): RunNorms {
  const { target, mask } = problem;
  const norms = errorNorms(problem);
  return {
    allCount: target.data.length,
    allSquares: sumOfSquares(target),
    seenCount: mask ? countOf(mask) : target.data.length,
    seenSquares: target.data.reduce((sum, value, i) => sum + (mask?.[i] ?? 1) * value ** 2, 0),
    recoveryRms: Math.sqrt(norms.recovery / norms.recoveryCount) * problem.unit.scale,
    unitLoss: (problem.lossScale * norms.train) / 2,
  };
}
