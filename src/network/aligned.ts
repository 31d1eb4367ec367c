/**
 * Layers whose singular vectors are aligned with each other and with Φ. Gradient descent on factorization
 * then treats each singular value separately (Saxe et al. 2014; Arora et al. 2019). If w_l is the value of layer l that
 * belongs to σ, an update is
 *   w_l ← (1 − ηλ) w_l − η_l s (∏_k w_k − σ) ∏_{k≠l} w_k.
 */
import { frobeniusNorm, type Matrix } from "../math/matrix.ts";

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
