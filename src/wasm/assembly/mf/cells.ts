// Products that use only listed cells of a matrix: the cells starts[i] … starts[i + 1] − 1 belong to row i, and cell e
// lies in column columns[e]. All other matrices are row-major, with k columns. Reads may reach up to 12 bytes
// beyond b.
import { describeCells } from "../linalg/part";
import { multiplyParts, sliceCount } from "../linalg/threads";
import { pairNow } from "../rates";

/** out[e] = ⟨a[i], b[columns[e]]⟩ for each cell e of row i. */
export function cells_product(
  a: usize,
  b: usize,
  starts: usize,
  columns: usize,
  out: usize,
  rows: usize,
  k: usize,
): void {
  share(a, b, out, starts, columns, 0, rows, k, 1, 0, true);
}

/** out[i] = alpha · Σ_e values[e] · b[columns[e]] + beta · out[i]; with `isPlaced`, values[places[e]]. */
export function cells_matmul(
  values: usize,
  b: usize,
  starts: usize,
  columns: usize,
  places: usize,
  out: usize,
  rates: usize,
  step: usize,
  rows: usize,
  k: usize,
  isPlaced: bool,
  rateCount: u32,
): void {
  const pair = rateCount > 0 ? pairNow(rates, step, rateCount) : 0;
  const alpha: f32 = rateCount > 0 ? load<f32>(pair) : 1;
  const beta: f32 = rateCount > 0 ? load<f32>(pair, 4) : 0;
  share(values, b, out, starts, columns, isPlaced ? places : 0, rows, k, alpha, beta, false);
}

function share(
  a: usize,
  b: usize,
  out: usize,
  starts: usize,
  columns: usize,
  places: usize,
  rows: usize,
  k: usize,
  alpha: f32,
  beta: f32,
  isProduct: bool,
): void {
  const multiplications = <f64>load<u32>(starts + 4 * rows) * <f64>k;
  const slices = sliceCount(multiplications, 1, rows);
  describeCells(a, b, out, starts, columns, places, rows, k, alpha, beta, isProduct, slices);
  multiplyParts(multiplications, slices);
}
