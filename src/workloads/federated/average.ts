/** Averages the clients' values, and measures how far the product of averaged LoRA factors is from the average of their products. */
import { concatColumns, multiply, scale, transpose, type Matrix } from "../../math/matrix.ts";

/**
 * Each client's weight is n_k / Σ n. A single client gets exactly 1, so that averaging does not change its
 * values.
 */
export function weightsOf(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

/** Σ w_k θ_k. */
export function average(values: readonly ArrayLike<number>[], weights: readonly number[]): Float64Array {
  const out = new Float64Array(values[0]?.length ?? 0);
  values.forEach((theta, k) => {
    const weight = weights[k] as number;
    for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) + weight * (theta[i] as number);
  });
  return out;
}

export interface LoraFactors {
  /** out × r. */
  readonly B: Matrix;
  /** r × in. */
  readonly A: Matrix;
}

/**
 * * ‖mean(BA) − mean(B) mean(A)‖² and ‖mean(BA)‖², both with weights w. Each is the squared norm of a product
 * L R of stacked factors, tr(LᵀL RRᵀ). This avoids forming a matrix of the layer's size.
 */
export function gapOf(
  factors: readonly LoraFactors[],
  weights: readonly number[],
): { readonly gap: number; readonly size: number } {
  const left = factors.map(({ B }, k) => scale(B, weights[k] as number));
  const right = factors.map(({ A }) => A);
  const mean = (of: readonly Matrix[]): Matrix => ({
    ...(of[0] as Matrix),
    data: average(
      of.map(({ data }) => data),
      weights,
    ),
  });
  const [B, A] = [mean(factors.map((one) => one.B)), mean(right)];
  const gram = ofColumns([...left, scale(B, -1)]);
  const other = ofColumns([...right, A].map(transpose));
  // tr(LᵀL RRᵀ) over the first `count` stacked columns.
  const normOf = (count: number): number => {
    let sum = 0;
    for (let i = 0; i < count; i++)
      for (let j = 0; j < count; j++)
        sum += (gram.data[i * gram.cols + j] as number) * (other.data[i * gram.cols + j] as number);
    return Math.max(0, sum);
  };
  return { gap: normOf(gram.cols), size: normOf(gram.cols - B.cols) };
}

/** XᵀX for matrices that lie side by side. */
function ofColumns(parts: readonly Matrix[]): Matrix {
  const all = parts.reduce(concatColumns);
  return multiply(transpose(all), all);
}
