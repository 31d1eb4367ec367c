/** Chooses the layers that the server averages, and the rows that the clients train in the other layers. */
import { ascending } from "./curriculum.ts";

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
