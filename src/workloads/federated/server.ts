/** What the server does: it averages, chooses the layers that it averages, and counts simulated time. */
import { multiply, transpose, zeros, type Matrix } from "../../math/matrix.ts";
import { ascending } from "./clients.ts";
import type { FedConfig } from "./config.ts";

// Averages the clients' values, and measures the squared distance between the product of the averaged LoRA factors
// and the average of the clients' products.

/** Each client's weight is n_k / Σ n. A single client gets exactly 1, so that averaging does not change its values. */
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

/** mean(BA) − mean(B) mean(A) as a product of two stacked factors, where the means are weighted. */
export function restOf(
  factors: readonly LoraFactors[],
  weights: readonly number[],
): readonly [Matrix, Matrix] {
  const [first] = factors as readonly [LoraFactors];
  const mean = (of: readonly Matrix[]): Matrix => ({
    ...(of[0] as Matrix),
    data: average(
      of.map(({ data }) => data),
      weights,
    ),
  });
  const means = { B: mean(factors.map(({ B }) => B)), A: mean(factors.map(({ A }) => A)) };
  const parts = [...factors, means];
  const signs = [...weights, -1];
  const rank = first.A.rows;
  const left = zeros(first.B.rows, rank * parts.length);
  const right = zeros(left.cols, first.A.cols);
  parts.forEach(({ B, A }, part) => {
    right.data.set(A.data, part * rank * right.cols);
    for (let row = 0; row < left.rows; row++)
      for (let j = 0; j < rank; j++)
        left.data[row * left.cols + part * rank + j] =
          (signs[part] as number) * (B.data[row * rank + j] as number);
  });
  return [left, right];
}

/**
 * ‖mean(BA) − mean(B) mean(A)‖² and ‖mean(BA)‖², where the means are weighted. Each is the squared norm of a product L R
 * of stacked factors and equals tr(LᵀL RRᵀ), which needs no matrix of the layer's size.
 */
export function gapOf(
  factors: readonly LoraFactors[],
  weights: readonly number[],
): { readonly gap: number; readonly size: number } {
  const [left, right] = restOf(factors, weights);
  const gram = multiply(transpose(left), left).data;
  const other = multiply(right, transpose(right)).data;
  const count = left.cols;
  // tr(LᵀL RRᵀ) of the first `columns` columns of L and rows of R.
  const normOf = (columns: number): number => {
    let sum = 0;
    for (let i = 0; i < columns; i++)
      for (let j = 0; j < columns; j++)
        sum += (gram[i * count + j] as number) * (other[i * count + j] as number);
    return Math.max(0, sum);
  };
  return { gap: normOf(count), size: normOf(count - (factors[0]?.A.rows ?? 0)) };
}

// Chooses the layers that the server averages, and the rows that the clients train in the other layers.

/**
 * Goes through the layers in this order and takes each one that fits: the sizes may sum to at most the given fraction of
 * the total. After a layer that does not fit, a smaller one may still fit.
 */
export function chooseLayers(order: readonly number[], sizes: readonly number[], fraction: number): number[] {
  const most = fraction * sizes.reduce((sum, size) => sum + size, 0);
  let used = 0;
  const chosen = order.filter((layer) => {
    const size = sizes[layer] as number;
    // Rounding must not exclude a sum that equals the limit.
    if (used + size > most * (1 + 1e-12)) return false;
    used += size;
    return true;
  });
  return chosen.toSorted((a, b) => a - b);
}

/** Layers by descending importance. */
export const byImportance = (importance: readonly number[]): number[] =>
  ascending(importance.map((value) => -value));

/** F ← μ F + (1 − μ) ‖g‖² for each row of a gradient, row-major. */
export function followRows(
  before: ArrayLike<number>,
  gradient: ArrayLike<number>,
  momentum: number,
): Float64Array {
  const cols = gradient.length / before.length;
  const out = new Float64Array(before.length);
  for (let row = 0; row < out.length; row++) {
    let sum = 0;
    for (let j = 0; j < cols; j++) sum += (gradient[row * cols + j] as number) ** 2;
    out[row] = momentum * (before[row] as number) + (1 - momentum) * sum;
  }
  return out;
}

/**
 * The mask is 1 for this fraction of the rows, those with the most information, and 0 for the others. Among rows with
 * equal information, the first ones are taken. If no row has any information, the mask is 1 for all rows, unless the
 * fraction amounts to no row.
 */
export function maskOf(information: ArrayLike<number>, fraction: number): Float64Array {
  const values = Float64Array.from(information);
  const { length } = values;
  const mask = new Float64Array(length);
  const count = Math.round(fraction * length);
  if (count > 0 && values.every((value) => value === 0)) return mask.fill(1);
  const least = values.toSorted()[length - count] ?? Infinity;
  let left = count;
  values.forEach((value, row) => {
    if (value > least) left -= mask[row] = 1;
  });
  for (let row = 0; left > 0 && row < length; row++) if (values[row] === least) left -= mask[row] = 1;
  return mask;
}

// Simulated time. Nothing is really sent: the simulation counts the bytes that server and clients would exchange. A
// round takes as long as its slowest client.

/** Seconds for `gflops` · 10⁹ operations and `megabytes` · 10⁶ bytes. */
export const secondsOf = (
  { deviceSpeed, bandwidth }: Pick<FedConfig, "deviceSpeed" | "bandwidth">,
  gflops: number,
  megabytes: number,
): number => gflops / deviceSpeed + (8 * megabytes) / bandwidth;
