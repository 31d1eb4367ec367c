/**
 * Theorem 2.1 of Yaras et al. (2024) describes a square network with orthogonal initialization, on factorization with
 * gradient descent. In bases [X_l X_l⊥], W_l(t) = blockdiag(W̃_l(t), ρ_l(t) I). So
 *   f(t) = U W̃_L(t) ⋯ W̃_1(t) Vᵀ + ∏ρ_l(t) · O (I − V Vᵀ),  O = W_{L:1}(0)/ε^L.
 */
import { escapeStep } from "../../../math/escape.ts";
import { orthonormalize } from "../../../math/qr.ts";
import {
  frobeniusNorm,
  multiply,
  multiplyChain,
  scale,
  scaledIdentity,
  subtract,
  transpose,
  type Matrix,
} from "../../../math/matrix.ts";

export interface BulkSetting {
  readonly depth: number;
  readonly epsilon: number;
  readonly eta: number;
  readonly weightDecay: number;
  readonly lossScale: number;
}

/**
 * One update of the bulk, the directions that belong to σ = 0: ρ_l ← ρ_l [1 − ηλ − η s ∏_{k≠l} ρ_k²]; all ρ_l(0) = ε.
 */
export function bulkStep(rho: readonly number[], { eta, weightDecay, lossScale }: BulkSetting): number[] {
  return alignedStep(rho, 0, { rates: rho.map(() => eta), decay: eta * weightDecay, lossScale });
}

/**
 * ρ_1(t) … ρ_L(t) after `steps` updates. ρ_l is the common value of the d − 2r singular values of W_l that
 * training only shrinks.
 */
export function bulk(setting: BulkSetting, steps: number): number[] {
  let rho = Array.from({ length: setting.depth }, () => setting.epsilon);
  for (let t = 0; t < steps; t++) rho = bulkStep(rho, setting);
  return rho;
}

/** O (I − V Vᵀ), d × d: the compressed network omits ∏ρ_l times this part. `V` is d × 2r̂ with orthonormal columns. */
export function bulkTerm(start: readonly Matrix[], epsilon: number, V: Matrix): Matrix {
  const O = scale(multiplyChain(start), epsilon ** -start.length);
  return multiply(O, subtract(scaledIdentity(V.rows, 1), multiply(V, transpose(V))));
}

/**
 * leak_l = ‖(I − X_l X_lᵀ) W_l X_{l−1}‖_F / ‖W_l‖_F, the part of W_l that leads out of the subspace. `bases` = [X_0 … X_L].
 * Where the theorem holds, the leak is 0 in exact arithmetic.
 */
export function leaks(factors: readonly Matrix[], bases: readonly Matrix[]): number[] {
  return factors.map((W, l) => {
    const image = multiply(W, bases[l] as Matrix);
    const X = bases[l + 1] as Matrix;
    const outside = subtract(image, multiply(X, multiply(transpose(X), image)));
    return frobeniusNorm(outside) / frobeniusNorm(W);
  });
}

/** [X_0 = V, X_1 … X_{L−1}, X_L = U] from the inner bases. V is a basis of W_1ᵀ X_1's columns, U of W_L X_{L−1}'s. */
export function allBases(start: readonly Matrix[], inner: readonly Matrix[]): Matrix[] {
  const first = start[0] as Matrix;
  const last = start[start.length - 1] as Matrix;
  const V = orthonormalize(multiply(transpose(first), inner[0] as Matrix));
  const U = orthonormalize(multiply(last, inner[inner.length - 1] as Matrix));
  return [V, ...inner, U];
}

/** `escapeStep` of each σ above 0, in order. For L = 2 there is no plateau, and the list is empty. */
export function escapeSteps(
  depth: number,
  eta: number,
  sigmas: readonly number[],
  epsilon: number,
): number[] {
  if (depth < 3) return [];
  return sigmas.filter((sigma) => sigma > 0).map((sigma) => escapeStep(depth, eta, sigma, epsilon));
}

/**
 * ρ after `steps` updates, from the flow dρ/dt = −η (λρ + s ρ^{2L−1}), which the bulk's recursion follows closely. With
 * n = 2L − 2, ρ^{−n} = ε^{−n} e^{nηλt} + (s/λ)(e^{nηλt} − 1); without weight decay it is ε^{−n} + nηs t.
 */
export function bulkFlow(
  { depth, epsilon, eta, weightDecay, lossScale }: BulkSetting,
  steps: number,
): number {
  const n = 2 * depth - 2;
  const decay = n * eta * weightDecay * steps;
  const growth = decay > 0 ? Math.expm1(decay) / decay : 1;
  return (epsilon ** -n * Math.exp(decay) + n * eta * lossScale * steps * growth) ** (-1 / n);
}

/**
 * Lower bound that the remaining initialization sets on the recovery error of a rank-r target after `steps` updates:
 * ρ^L √(d − 2r) / ‖Φ‖.
 */
export function startFloor(
  setting: BulkSetting,
  steps: number,
  { size, rank, norm }: { readonly size: number; readonly rank: number; readonly norm: number },
): number {
  return (bulkFlow(setting, steps) ** setting.depth * Math.sqrt(Math.max(0, size - 2 * rank))) / norm;
}

// Layers whose singular vectors are aligned with each other and with Φ. Gradient descent on factorization then
// treats each singular value separately (Saxe et al. 2014; Arora et al. 2019). If w_l is the value of layer l that
// belongs to σ, an update is w_l ← (1 − ηλ) w_l − η_l s (∏_k w_k − σ) ∏_{k≠l} w_k.

export interface AlignedSetting {
  /** w_1 … w_n at initialization, equal for every σ. */
  readonly start: readonly number[];
  /** η_l of each layer. */
  readonly rates: readonly number[];
  /** ηλ, shared by all layers. */
  readonly decay: number;
  /** s, the scale of the loss. */
  readonly lossScale: number;
  /** σ_1, σ_2 … of Φ. */
  readonly sigmas: readonly number[];
}

/** One update of the layers' values for one σ. */
export function alignedStep(
  w: readonly number[],
  sigma: number,
  { rates, decay, lossScale }: Pick<AlignedSetting, "rates" | "decay" | "lossScale">,
): number[] {
  const product = w.reduce((all, value) => all * value, 1);
  const residual = lossScale * (product - sigma);
  return w.map((value, l) => value - decay * value - ((rates[l] ?? 0) * residual * product) / value);
}

/** w_l(0) for layers that are multiples of semi-orthogonal matrices: ‖W_l‖_F / √min(rows, cols). */
export const alignedStart = (factors: readonly Matrix[]): number[] =>
  factors.map((W) => frobeniusNorm(W) / Math.sqrt(Math.min(W.rows, W.cols)));
