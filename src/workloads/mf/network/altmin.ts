/**
 * Alternating minimization, the classical baseline: f = U Vᵀ of rank k. Each half sweep fixes one factor and solves
 * for the other by least squares. For every row i of U, over its observed entries Ω_i, it solves
 *   (Σ_{j∈Ω_i} v_j v_jᵀ + λ I) u_i = Σ_{j∈Ω_i} Φ_ij v_j,
 * and the next half sweep does the same for the rows of V. The ridge λ keeps rows with fewer than k entries solvable.
 */
import { divisible, type Parts } from "../../../core/parts.ts";
import type { Svd } from "../../../math/svd.ts";
import { transpose, zeros, type Matrix, countOf } from "../../../math/matrix.ts";
import type { Cells } from "../data/cells.ts";
import type { Problem } from "../data/problem.ts";
import type { Chain } from "./start.ts";

/**
 * [Vᵀ, U]. V holds the leading right singular vectors of the surrogate. U is 0, because the first half sweep
 * solves for it.
 */
export const startAltmin = ({ u, v }: Svd): Chain => ({
  factors: [transpose(v), zeros(u.rows, u.cols)],
  rateScale: [0, 0],
});

/**
 * Floating-point operations of a half sweep, averaged over both kinds. Each entry adds to a right-hand side, and each
 * line costs two triangular solves. With a mask, each line has its own normal matrix and Cholesky factorization; without
 * one, all lines share them.
 */
export function altminFlops({ target, mask }: Problem, rank: number): number {
  const { rows, cols } = target;
  const seen = mask ? countOf(mask) : rows * cols;
  const normal = rank * (rank + 1);
  const lines = (rows + cols) / 2;
  const matrices = mask ? seen * normal : lines * normal;
  const factorisations = mask ? lines : 1;
  return matrices + seen * 2 * rank + factorisations * (rank ** 3 / 3) + lines * 2 * rank ** 2;
}

/** Number of multiplications between two yields: a few milliseconds of work. */
export const BETWEEN_YIELDS = 2e6;

/**
 * The lines' factor (rows × k) from the other one (cols × k), line by line. If every line has every entry, one normal
 * matrix serves all.
 */
export const solveFactor = divisible(function* (
  { rows, cols, starts, columns, values }: Cells,
  { data: fixed, cols: k }: Matrix,
  ridge: number,
): Parts<Matrix> {
  const isComplete = values.length === rows * cols;
  const out = zeros(rows, k);
  const normal = new Float64Array(k * k);
  const right = new Float64Array(k);
  const own = new Float64Array(k);
  let work = 0;
  for (let line = 0; line < rows; line++) {
    const makeNormal = !isComplete || line === 0;
    if (makeNormal) normal.fill(0);
    right.fill(0);
    const end = starts[line + 1] as number;
    for (let entry = starts[line] as number; entry < end; entry++) {
      const row = (columns[entry] as number) * k;
      const value = values[entry] as number;
      for (let a = 0; a < k; a++) own[a] = fixed[row + a] as number;
      for (let a = 0; a < k; a++) right[a] = (right[a] as number) + value * (own[a] as number);
      if (!makeNormal) continue;
      for (let a = 0; a < k; a++) {
        const factor = own[a] as number;
        const to = a * k;
        for (let b = 0; b <= a; b++)
          normal[to + b] = (normal[to + b] as number) + factor * (own[b] as number);
      }
    }
    if (makeNormal) factorise(normal, k, ridge);
    solve(normal, right, k);
    out.data.set(right, line * k);
    work += (end - (starts[line] as number)) * k * (makeNormal ? k : 1) + k ** 3;
    if (work < BETWEEN_YIELDS) continue;
    work = 0;
    yield;
  }
  return out;
});

/** Factorizes N + λI = C Cᵀ in place, in the lower triangle. Apart from rounding, no pivot is below λ. */
export function factorise(normal: Float64Array, k: number, ridge: number): void {
  for (let a = 0; a < k; a++)
    for (let b = 0; b <= a; b++) {
      let value = (normal[a * k + b] as number) + (a === b ? ridge : 0);
      for (let c = 0; c < b; c++) value -= (normal[a * k + c] as number) * (normal[b * k + c] as number);
      normal[a * k + b] = a === b ? Math.sqrt(Math.max(value, ridge)) : value / (normal[b * k + b] as number);
    }
}

/** Solves C Cᵀ x = right in place. */
export function solve(C: Float64Array, right: Float64Array, k: number): void {
  for (let a = 0; a < k; a++) {
    let value = right[a] as number;
    for (let b = 0; b < a; b++) value -= (C[a * k + b] as number) * (right[b] as number);
    right[a] = value / (C[a * k + a] as number);
  }
  for (let a = k - 1; a >= 0; a--) {
    let value = right[a] as number;
    for (let b = a + 1; b < k; b++) value -= (C[b * k + a] as number) * (right[b] as number);
    right[a] = value / (C[a * k + a] as number);
  }
}
