/**
 * Two baselines of depth 2, f = X Y, with X m × k and Y k × n. Both start at the leading singular triplets of Kwon et al.'s
 * surrogate, shared between X and Y. One follows its gradients. The other is ScaledGD (Tong, Ma, Chi 2021), which
 * multiplies each gradient by the inverse Gram matrix of the other factor:
 *   X ← X − η G_X (Y Yᵀ + λI)⁻¹,  Y ← Y − η (Xᵀ X + λI)⁻¹ G_Y.
 * Near the target, its pace does not depend on the singular values. The ridge λ keeps the Gram matrices invertible if k exceeds the
 * rank (Xu, Shen, Chi, Ma 2023).
 */
import { divisible, type Parts } from "../../../core/parts.ts";
import { multiply, scaleColumns, transpose, type Matrix } from "../../../math/matrix.ts";
import type { Svd } from "../../../math/svd.ts";
import { BETWEEN_YIELDS, factorise, solve } from "./altmin.ts";
import type { Chain } from "./start.ts";

/** [Y, X] = [√Σ Vᵀ, U √Σ] from the leading triplets of the surrogate. */
export function startSpectral({ u, sigma, v }: Svd): Chain {
  const roots = sigma.map(Math.sqrt);
  return { factors: [transpose(scaleColumns(v, roots)), scaleColumns(u, roots)], rateScale: [1, 1] };
}

/** (Xᵀ X + λI)⁻¹ G_Y and G_X (Y Yᵀ + λI)⁻¹, from [Y, X, G_Y, G_X]. */
export const preconditioned = divisible(function* (
  [Y, X, GY, GX]: readonly [Matrix, Matrix, Matrix, Matrix],
  ridge: number,
): Parts<readonly [GY: Matrix, GX: Matrix]> {
  const ofX = yield* solveLines(GX, yield* multiply.parts(Y, transpose(Y)), ridge);
  const ofY = yield* solveLines(transpose(GY), yield* multiply.parts(transpose(X), X), ridge);
  return [transpose(ofY), ofX];
});

/** Solves (S + λI) x = g for each line g of a matrix with k columns. S is symmetric, k × k. */
function* solveLines({ rows, cols: k, data }: Matrix, S: Matrix, ridge: number): Parts<Matrix> {
  const C = Float64Array.from(S.data);
  factorise(C, k, ridge);
  const out = { rows, cols: k, data: Float64Array.from(data) };
  let work = k ** 3;
  for (let line = 0; line < rows; line++) {
    solve(C, out.data.subarray(line * k, (line + 1) * k), k);
    work += 2 * k * k;
    if (work < BETWEEN_YIELDS) continue;
    work = 0;
    yield;
  }
  return out;
}

/** Floating-point operations per step on the CPU: two Gram matrices, their factorizations, and the triangular solves. */
export const preconditionFlops = (rows: number, cols: number, k: number): number =>
  4 * (rows + cols) * k ** 2 + (2 * k ** 3) / 3;
