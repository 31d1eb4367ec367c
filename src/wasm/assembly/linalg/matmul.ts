// The kernels that multiply matrices, all row-major. They store their arguments in `batch` and share the work among the
// threads. Reads may reach up to 12 bytes beyond `a` and, at cells, beyond `b`.
import { batch, CELLS_MATMUL, CELLS_PRODUCT, DENSE, OBSERVED, setScales } from "./batch";
import { maxSlices } from "./product";
import { multiplyAll } from "./threads";

/**
 * out[i] = alpha · op(a[i]) · op(b[i]) + beta · out[i]; without `accumulate`, only the product. op(a) is m × k, op(b) is k
 * × n, out is m × n. Strides are the distances in elements from one of the `count` products to the next; with stride 0,
 * all share an operand. If `rateCount` is not 0, the step's rates give alpha and beta.
 */
export function matmul(
  a: usize,
  b: usize,
  out: usize,
  rates: usize,
  step: usize,
  m: usize,
  n: usize,
  k: usize,
  count: usize,
  strideA: usize,
  strideB: usize,
  strideOut: usize,
  alpha: f32,
  beta: f32,
  transposeA: bool,
  transposeB: bool,
  accumulate: bool,
  rateCount: u32,
): void {
  batch.kind = DENSE;
  setMatrices(a, b, out, m, n, k, strideA, strideB, strideOut, transposeA);
  batch.transposeB = transposeB;
  setScales(accumulate, alpha, beta, rates, step, rateCount);
  multiplyAll(<f64>count * <f64>m * <f64>n * <f64>k, count, maxSlices(m, n));
}

/**
 * out[i] = alpha · D[i] · b[i]ᵀ + beta · out[i] or, with `transposeA`, alpha · a[i]ᵀ · D[i] + beta · out[i]. D is the other
 * operand, 0 except at the listed entries. `a` is m × k and `b` is n × k or, with `transposeA`, `a` is k × m and `b` is k ×
 * n. `starts` holds count × lines + 1 offsets into `entries`. `entries` holds the columns of the entries in each row of D
 * or, with `transposeA`, the rows of the entries in each column. The other arguments are as in `matmul`.
 */
export function matmul_observed(
  a: usize,
  b: usize,
  out: usize,
  starts: usize,
  entries: usize,
  rates: usize,
  step: usize,
  m: usize,
  n: usize,
  k: usize,
  count: usize,
  strideA: usize,
  strideB: usize,
  strideOut: usize,
  alpha: f32,
  beta: f32,
  transposeA: bool,
  accumulate: bool,
  rateCount: u32,
): void {
  batch.kind = OBSERVED;
  setMatrices(a, b, out, m, n, k, strideA, strideB, strideOut, transposeA);
  batch.starts = starts;
  batch.entries = entries;
  setScales(accumulate, alpha, beta, rates, step, rateCount);
  const lines = transposeA ? n : m;
  multiplyAll(<f64>load<u32>(starts + 4 * count * lines) * <f64>(transposeA ? m : n), count, lines);
}

function setMatrices(
  a: usize,
  b: usize,
  out: usize,
  m: usize,
  n: usize,
  k: usize,
  strideA: usize,
  strideB: usize,
  strideOut: usize,
  transposeA: bool,
): void {
  batch.a = a;
  batch.b = b;
  batch.out = out;
  batch.m = m;
  batch.n = n;
  batch.k = k;
  batch.strideA = strideA;
  batch.strideB = strideB;
  batch.strideOut = strideOut;
  batch.transposeA = transposeA;
}

/**
 * out[e] = ⟨a[i], b[columns[e]]⟩ for each listed cell e of row i: the cells starts[i] … starts[i + 1] − 1. `a` and `b` have
 * k columns.
 */
export function cells_product(
  a: usize,
  b: usize,
  starts: usize,
  columns: usize,
  out: usize,
  rows: usize,
  k: usize,
): void {
  batch.kind = CELLS_PRODUCT;
  multiplyListed(a, b, starts, columns, out, rows, k);
}

/**
 * out[i] = alpha · Σ_e values[e] · b[columns[e]] + beta · out[i] over the cells e of row i; with `isPlaced`,
 * values[places[e]]. `b` and `out` have k columns.
 */
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
  batch.kind = CELLS_MATMUL;
  batch.places = isPlaced ? places : 0;
  setScales(rateCount > 0, 1, 0, rates, step, rateCount);
  multiplyListed(values, b, starts, columns, out, rows, k);
}

function multiplyListed(
  a: usize,
  b: usize,
  starts: usize,
  columns: usize,
  out: usize,
  rows: usize,
  k: usize,
): void {
  batch.a = a;
  batch.b = b;
  batch.out = out;
  batch.starts = starts;
  batch.entries = columns;
  batch.m = rows;
  batch.k = k;
  multiplyAll(<f64>load<u32>(starts + 4 * rows) * <f64>k, 1, rows);
}
