/**
 * Builds narrow chains that follow the original network, once per run, in float64 on the CPU. The networks of Yaras et
 * al. and thin have width 2r̂ and come from the first gradient D(0). The network of Kwon et al. has width k and comes from
 * the singular vectors of a surrogate.
 */
import { divisible, type Parts } from "../../../core/parts.ts";
import { orthonormalize, qr, type Qr } from "../../../math/qr.ts";
import {
  concatColumns,
  mapElements,
  multiply,
  scale,
  scaledIdentity,
  transpose,
  zeros,
  type Matrix,
  countOf,
} from "../../../math/matrix.ts";
import type { Svd } from "../../../math/svd.ts";
import { topSingular } from "../../../math/top-singular.ts";
import type { Problem } from "../data/problem.ts";
import type { Chain } from "./start.ts";

/**
 * The invariant subspace (Yaras et al. 2024, Theorem 2.1, written for any shape). With D(0) = P S Qᵀ, A_l = W_l/ε:
 *   X_1 = orth[A_1 Q_r̂ , (A_L ⋯ A_2)ᵀ P_r̂],  X_{l+1} = A_{l+1} X_l.
 * Returns X_1 … X_{L−1}, each width × 2r̂. From an orthogonal initialization, all have orthonormal columns; otherwise
 * only X_1 has.
 */
export const invariantBases = divisible(function* (
  start: readonly Matrix[],
  gradient: Matrix,
  rHat: number,
  epsilon: number,
): Parts<Matrix[]> {
  const { u, v } = yield* topSingular.parts(gradient, rHat);
  const unit: Matrix[] = [];
  for (const factor of start) {
    unit.push(scale(factor, 1 / epsilon));
    yield;
  }
  const [first, ...later] = unit as [Matrix, ...Matrix[]];
  const forward = yield* multiply.parts(first, v);
  let backward = u;
  for (const factor of later.toReversed()) backward = yield* multiply.parts(transpose(factor), backward);
  const bases = [yield* orthonormalize.parts(concatColumns(forward, backward))];
  for (const factor of later.slice(0, -1))
    bases.push(yield* multiply.parts(factor, bases[bases.length - 1] as Matrix));
  return bases;
});

/** The outer layers of the original within the subspace: X_1ᵀ W_1 (k × n) and W_L X_{L−1} (m × k). */
function* projectOuter(
  start: readonly Matrix[],
  bases: readonly Matrix[],
): Parts<{ first: Matrix; last: Matrix }> {
  return {
    first: yield* multiply.parts(transpose(bases[0] as Matrix), start[0] as Matrix),
    last: yield* multiply.parts(start[start.length - 1] as Matrix, bases[bases.length - 1] as Matrix),
  };
}

/**
 * Yaras et al.: [Vᵀ, W̃_1 … W̃_L, U], inner factors k × k. The rate of U and V is scaled by γ. The triangular
 * parts of the outer layers enter W̃_1(0) and W̃_L(0). From a square orthogonal initialization, all W̃_l(0)
 * are ε I.
 */
export const compressYaras = divisible(function* (
  start: readonly Matrix[],
  bases: readonly Matrix[],
  epsilon: number,
  gamma: number,
): Parts<Chain> {
  const { first, last } = yield* projectOuter(start, bases);
  const right = yield* qr.parts(transpose(first));
  return yarasChain(right, yield* qr.parts(last), start.length, epsilon, gamma);
});

/** [Vᵀ, W̃_1 … W̃_L, U] from the QR factorizations of both outer layers' parts, which are multiplied by `size`. */
export function yarasChain(
  right: Qr,
  left: Qr,
  depth: number,
  epsilon: number,
  gamma: number,
  size = 1,
): Chain {
  const between = innerFactors(depth, left.r.cols, epsilon);
  const inner = [scale(transpose(right.r), size), ...between, scale(left.r, size)];
  return withOuterRate([transpose(right.q), ...inner, left.q], gamma);
}

const innerFactors = (depth: number, side: number, epsilon: number): Matrix[] =>
  Array.from({ length: depth - 2 }, () => scaledIdentity(side, epsilon));

/** A chain whose outer two factors have their own scale of the rate. */
const withOuterRate = (factors: readonly Matrix[], rate: number): Chain => ({
  factors,
  rateScale: factors.map((_, l) => (l === 0 || l === factors.length - 1 ? rate : 1)),
});

/**
 * Thin (our variant): [X_1ᵀ W_1, εI, …, W_L X_{L−1}] with one rate for all factors. On factorization it is
 * exact for every shape.
 */
export const compressThin = divisible(function* (
  start: readonly Matrix[],
  bases: readonly Matrix[],
  epsilon: number,
): Parts<Chain> {
  const { first, last } = yield* projectOuter(start, bases);
  return withOuterRate([first, ...innerFactors(start.length, first.rows, epsilon), last], 1);
});

/** The matrix whose SVD Kwon et al. use: Φ, (1/p) M ⊙ Φ, or (1/N) Σ yᵢ Aᵢ. */
export const kwonSurrogate = divisible(function* ({ observed, mask, sensing }: Problem): Parts<Matrix> {
  if (mask) {
    const fraction = countOf(mask) / mask.length;
    return mapElements(observed, (value, i) => ((mask[i] as number) * value) / fraction);
  }
  if (!sensing) return observed;
  const out = zeros(observed.rows, observed.cols);
  const { A, y } = sensing;
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < A.cols; j++)
      out.data[j] =
        (out.data[j] as number) + ((y.data[i] as number) * (A.data[i * A.cols + j] as number)) / A.rows;
    yield;
  }
  return out;
});

/** Kwon et al.: [εVᵀ, εI, …, εU] from the top-k singular vectors of the surrogate; rate scale α on the outer two. */
export function compressKwon(
  { u, v }: Pick<Svd, "u" | "v">,
  depth: number,
  epsilon: number,
  alpha: number,
): Chain {
  const inner = innerFactors(depth, u.cols, epsilon);
  return withOuterRate([scale(transpose(v), epsilon), ...inner, scale(u, epsilon)], alpha);
}
