/**
 * Averages the clients' values, and measures the squared distance between the product of the averaged LoRA factors and
 * the average of the clients' products.
 */
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

interface LoraFactors {
  /** out × r. */
  readonly B: Matrix;
  /** r × in. */
  readonly A: Matrix;
}

/**
 * ‖mean(BA) − mean(B) mean(A)‖² and ‖mean(BA)‖², where the means are weighted. Each is the squared norm of a product L R
 * of stacked factors and equals tr(LᵀL RRᵀ), which needs no matrix of the layer's size.
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
  const signs = [...weights, -1];
  const rank = B.cols;
  const left = [...factors.map((one) => one.B), B].flatMap((one, part) =>
    columnsOf(one, signs[part] as number),
  );
  const right = [...factors.map((one) => one.A), A].flatMap(rowsOf);
  const count = left.length;
  const [gram, other] = [gramOf(left), gramOf(right)];
  // tr(LᵀL RRᵀ) of the first `columns` columns of L and rows of R.
  const normOf = (columns: number): number => {
    let sum = 0;
    for (let i = 0; i < columns; i++)
      for (let j = 0; j < columns; j++)
        sum += (gram[i * count + j] as number) * (other[i * count + j] as number);
    return Math.max(0, sum);
  };
  return { gap: normOf(count), size: normOf(count - rank) };
}

/** The columns of a matrix, multiplied by `scale`. */
const columnsOf = ({ rows, cols, data }: Matrix, scale: number): Float64Array[] =>
  Array.from({ length: cols }, (_, col) => {
    const out = new Float64Array(rows);
    for (let row = 0; row < rows; row++) out[row] = (data[row * cols + col] as number) * scale;
    return out;
  });

const rowsOf = ({ rows, cols, data }: Matrix): Float64Array[] =>
  Array.from({ length: rows }, (_, row) => data.subarray(row * cols, (row + 1) * cols));

/** The dot products of all pairs of vectors. */
function gramOf(vectors: readonly Float64Array[]): Float64Array {
  const count = vectors.length;
  const out = new Float64Array(count * count);
  vectors.forEach((a, i) => {
    for (let j = i; j < count; j++)
      out[i * count + j] = out[j * count + i] = dot(a, vectors[j] as Float64Array);
  });
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
