/** Averages the clients' values, and measures how far the product of averaged LoRA factors is from the average of their products. */
import type { Matrix } from "../../math/matrix.ts";

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
 * ‖mean(BA) − mean(B) mean(A)‖² and ‖mean(BA)‖², both with weights w. Each is the squared norm of a product
 * L R of stacked factors, tr(LᵀL RRᵀ). This avoids forming a matrix of the layer's size.
 */
export function gapOf(
  factors: readonly LoraFactors[],
  weights: readonly number[],
): { readonly gap: number; readonly size: number } {
  const mean = (of: readonly Matrix[]): Matrix => ({
    ...(of[0] as Matrix),
    data: average(
      of.map(({ data }) => data),
      weights,
    ),
  });
  const [B, A] = [mean(factors.map((one) => one.B)), mean(factors.map((one) => one.A))];
  const left = [...factors.map((one) => one.B), B];
  const signs = [...weights, -1];
  const right = [...factors.map((one) => one.A), A];
  const rank = B.cols;
  const count = left.length * rank;
  const gram = gramOf(B.rows, count, (row, j) => {
    const part = Math.floor(j / rank);
    return ((left[part] as Matrix).data[row * rank + (j % rank)] as number) * (signs[part] as number);
  });
  const other = gramOf(A.cols, count, (row, j) => {
    const part = Math.floor(j / rank);
    return (right[part] as Matrix).data[(j % rank) * A.cols + row] as number;
  });
  // tr(LᵀL RRᵀ) over the first `columns` stacked columns.
  const normOf = (columns: number): number => {
    let sum = 0;
    for (let i = 0; i < columns; i++)
      for (let j = 0; j < columns; j++)
        sum += (gram[i * count + j] as number) * (other[i * count + j] as number);
    return Math.max(0, sum);
  };
  return { gap: normOf(count), size: normOf(count - rank) };
}

/** XᵀX for matrices that lie side by side. */
function gramOf(rows: number, cols: number, entry: (row: number, col: number) => number): Float64Array {
  const out = new Float64Array(cols * cols);
  const values = new Float64Array(cols);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < cols; j++) values[j] = entry(row, j);
    for (let i = 0; i < cols; i++) {
      const value = values[i] as number;
      for (let j = i; j < cols; j++)
        out[i * cols + j] = (out[i * cols + j] as number) + value * (values[j] as number);
    }
  }
  for (let i = 0; i < cols; i++) for (let j = 0; j < i; j++) out[i * cols + j] = out[j * cols + i] as number;
  return out;
}
