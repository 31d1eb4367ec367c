/**
 * What the theorem says (Yaras et al. 2024, Theorem 2.1) of a square network that starts orthogonal, on factorization
 * with gradient descent: in bases [X_l X_l⊥], W_l(t) = blockdiag(W̃_l(t), ρ_l(t) I). So
 *   f(t) = U W̃_L(t) ⋯ W̃_1(t) Vᵀ + ∏ρ_l(t) · O (I − V Vᵀ),  O = W_{L:1}(0)/ε^L.
 */
import {
  frobeniusNorm,
  multiply,
  multiplyChain,
  scale,
  scaledIdentity,
  subtract,
  transpose,
  type Matrix,
} from "../math/matrix.ts";

export interface BulkSetting {
  readonly depth: number;
  readonly epsilon: number;
  readonly eta: number;
  readonly weightDecay: number;
  readonly lossScale: number;
}

/** One update of the bulk: ρ_l ← ρ_l [1 − ηλ − η s ∏_{k≠l} ρ_k²]; all ρ_l(0) = ε. */
export function bulkStep(rho: readonly number[], { eta, weightDecay, lossScale }: BulkSetting): number[] {
  const product = rho.reduce((all, value) => all * value, 1);
  return rho.map((value) => value * (1 - eta * weightDecay - eta * lossScale * (product / value) ** 2));
}

/** ρ_1(t) … ρ_L(t) after `steps` updates: the d − 2r singular values of each W_l that only shrink together. */
export function bulk(setting: BulkSetting, steps: number): number[] {
  let rho = Array.from({ length: setting.depth }, () => setting.epsilon);
  for (let t = 0; t < steps; t++) rho = bulkStep(rho, setting);
  return rho;
}

/** ∏ρ_l · O (I − V Vᵀ): what the compressed network leaves out, d × d. `V` is d × 2r̂ with orthonormal columns. */
export function bulkTerm(
  start: readonly Matrix[],
  epsilon: number,
  V: Matrix,
  rho: readonly number[],
): Matrix {
  const O = scale(multiplyChain(start), epsilon ** -start.length);
  const complement = subtract(scaledIdentity(V.rows, 1), multiply(V, transpose(V)));
  return scale(
    multiply(O, complement),
    rho.reduce((all, value) => all * value, 1),
  );
}

/**
 * leak_l = ‖(I − X_l X_lᵀ) W_l X_{l−1}‖_F / ‖W_l‖_F: how much of what enters the subspace leaves it in layer l.
 * `bases` = [X_0 … X_L]; 0 in exact arithmetic where the theorem holds.
 */
export function leaks(factors: readonly Matrix[], bases: readonly Matrix[]): number[] {
  return factors.map((W, l) => {
    const image = multiply(W, bases[l] as Matrix);
    const X = bases[l + 1] as Matrix;
    const outside = subtract(image, multiply(X, multiply(transpose(X), image)));
    return frobeniusNorm(outside) / frobeniusNorm(W);
  });
}

/** [X_0 = V, X_1 … X_{L−1}, X_L = U] from the inner bases and a square orthogonal start. */
export function allBases(start: readonly Matrix[], inner: readonly Matrix[], epsilon: number): Matrix[] {
  const first = start[0] as Matrix;
  const last = start[start.length - 1] as Matrix;
  const V = scale(multiply(transpose(first), inner[0] as Matrix), 1 / epsilon);
  const U = scale(multiply(last, inner[inner.length - 1] as Matrix), 1 / epsilon);
  return [V, ...inner, U];
}
