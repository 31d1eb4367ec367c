/**
 * The learning problem. By default it is normalized: its leading singular value is 1. From real data, a baseline is
 * subtracted first, by default the mean of the observed entries. `unit` turns normalized values back into the data's own.
 *
 * Normalized loss (as in Yaras et al. 2024, with scales that make the rates comparable):
 *   factorization ½‖f − Φ‖²;
 *   completion (1/2p)‖M ⊙ (f − Φ)‖²;
 *   sensing ½‖A vec f − y‖².
 */
import { divisible, type Parts } from "../../../core/parts.ts";
import { remembered } from "../../../core/remembered.ts";
import type { Unit } from "../../../math/units.ts";
import { mapElements, sumOfSquares, type Matrix } from "../../../math/matrix.ts";
import { rangeOf, scoreOf, type Score } from "./cells.ts";
import { centreAt, type Completion } from "./centre.ts";

export type { Unit } from "../../../math/units.ts";

export type Task = "factorization" | "completion" | "sensing";

/** The entries over which recovery is measured: all known entries, or only those hidden from training. */
export type RecoveryOver = "all" | "heldout";

export interface Sensing {
  /** N × (m·n): row i is the row-major vec of A_i. */
  readonly A: Matrix;
  /** N × 1: y = A vec(Φ). */
  readonly y: Matrix;
}

export interface Problem {
  readonly task: Task;
  /** Φ, m × n, normalized by default. The recovery error compares f with it. */
  readonly target: Matrix;
  /** The values under the mask that training sees: Φ itself, or Φ with noise. */
  readonly observed: Matrix;
  /** M, m·n zeros and ones, row-major. Undefined in factorization and sensing. */
  readonly mask: Float64Array | undefined;
  /**
   * 1 for an observed entry that is held out for validation. Such an entry is not in the mask, and it does
   * not count as hidden. Undefined without validation.
   */
  readonly validation?: Float64Array;
  /**
   * 1 for a known value, else 0. No error counts entries that are missing in a file. Undefined when every
   * value is known.
   */
  readonly known?: Float64Array;
  /** The baseline subtracted from each entry, in the data's unit, if it is not the same for all entries. */
  readonly baseline?: Float64Array;
  /** The known cells of a table in the data's unit, if some are held out as a test. Absent for pictures. */
  readonly completion?: Completion;
  readonly sensing: Sensing | undefined;
  /** s: D = s · (masked residual). 1/p for completion with the normalized loss. */
  readonly lossScale: number;
  /** σ₁ of Φ, on real data as estimated from the observed entries. It is 1 unless a generated Φ keeps its own scale. */
  readonly sigmaOne: number;
  /** σ_1 … σ_r of a generated Φ, descending, known from its construction. */
  readonly sigmas?: readonly number[];
  /**
   * Mean of the squared singular values of the map from f to the observations: p; for sensing 1, or 1/N with
   * the loss of Kwon et al.
   */
  readonly gain: number;
  readonly recoveryOver: RecoveryOver;
  readonly unit: Unit;
}

/** Weights of the recovery error, 0 or 1; undefined when all are 1. */
export function recoveryWeights({
  mask,
  validation,
  known,
  recoveryOver,
}: Problem): Float64Array | undefined {
  if (recoveryOver === "all" || !mask) return known;
  return mask.map((observed, i) => (known?.[i] ?? 1) - observed - (validation?.[i] ?? 0));
}

/** ‖V ⊙ (f − observed)‖ / ‖V ⊙ observed‖ over the validation entries V; undefined without validation. */
export function validationError({ observed, validation }: Problem, f: Matrix): number | undefined {
  if (!validation) return undefined;
  let [missed, whole] = [0, 0];
  validation.forEach((weight, i) => {
    const value = observed.data[i] as number;
    missed += weight * (value - (f.data[i] as number)) ** 2;
    whole += weight * value ** 2;
  });
  return Math.sqrt(missed / whole);
}

/** The errors of f on the test cells of a table. Undefined without such cells. */
export function testScore({ completion, unit }: Problem, { cols, data }: Matrix): Score | undefined {
  if (!completion) return undefined;
  const { test, train, centred } = completion;
  return scoreOf(
    test,
    rangeOf(train),
    (i, j) => centreAt(centred, i, j) + unit.scale * (data[i * cols + j] as number),
  );
}

/** Squared norms that turn sums of squared residuals into relative errors. */
interface ErrorNorms {
  /** ‖M ⊙ observed‖², or ‖y‖². */
  readonly train: number;
  /** ‖Φ‖² over the entries of `recoveryOver`. */
  readonly recovery: number;
  /** Number of entries over which recovery is measured. */
  readonly recoveryCount: number;
}

export const errorNorms = remembered((problem: Problem): ErrorNorms => {
  const weights = recoveryWeights(problem);
  return {
    train: problem.sensing ? sumOfSquares(problem.sensing.y) : sumOfSquares(problem.observed, problem.mask),
    recovery: sumOfSquares(problem.target, weights),
    recoveryCount: weights ? weights.reduce((sum, weight) => sum + weight, 0) : problem.target.data.length,
  };
});

/** Peak signal-to-noise ratio in dB for a relative recovery error, in the data's units, unclipped. */
export function psnr(problem: Problem, norms: ErrorNorms, recoveryError: number): number | undefined {
  const { peak, scale } = problem.unit;
  if (peak === undefined) return undefined;
  const meanSquare = (recoveryError ** 2 * norms.recovery * scale ** 2) / norms.recoveryCount;
  return -10 * Math.log10(meanSquare / peak ** 2);
}

/** D(f) = ∂loss/∂f at an end-to-end matrix f, m × n. */
export const lossGradient = divisible(function* (problem: Problem, f: Matrix): Parts<Matrix> {
  const { observed, mask, sensing, lossScale } = problem;
  if (!sensing) {
    return mapElements(
      f,
      (value, i) => lossScale * (mask?.[i] ?? 1) * (value - (observed.data[i] as number)),
    );
  }
  const out = { rows: f.rows, cols: f.cols, data: new Float64Array(f.data.length) };
  const { A, y } = sensing;
  for (let i = 0; i < A.rows; i++) {
    const row = A.data.subarray(i * A.cols, (i + 1) * A.cols);
    let residual = -(y.data[i] as number);
    for (let j = 0; j < row.length; j++) residual += (row[j] as number) * (f.data[j] as number);
    for (let j = 0; j < row.length; j++)
      out.data[j] = (out.data[j] as number) + lossScale * residual * (row[j] as number);
    yield;
  }
  return out;
});
