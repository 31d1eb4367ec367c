// Stores the arguments of a batch of products in memory, which the threads share, and computes any part of
// the products.
import { firstRow, matmulRows, productRows } from "../mf/cell-rows";
import { multiplyLines } from "./observed-lines";
import { multiplySlice } from "./product";
import { WORK } from "./scratch";

@unmanaged
class Batch {
  a!: usize;
  b!: usize;
  out!: usize;
  /** Address of the observed entries' offsets; 0 for dense products. */
  starts!: usize;
  entries!: usize;
  m!: usize;
  n!: usize;
  k!: usize;
  strideA!: usize;
  strideB!: usize;
  strideOut!: usize;
  alpha!: f32;
  beta!: f32;
  transposeA!: bool;
  transposeB!: bool;
  /** Number of slices per product. */
  slices!: usize;
  kind!: u32;
}

/** What a batch computes: products with a dense or observed matrix, or one of the products at listed cells. */
const PRODUCTS: u32 = 0;
const CELLS_PRODUCT: u32 = 1;
const CELLS_MATMUL: u32 = 2;

/**
 * Stores the arguments of `cells_product` (as `a`, or else the cells' values) or `cells_matmul`, and the number of slices.
 */
export function describeCells(
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
  slices: usize,
): void {
  // `strideB` holds the address of the places, because products at cells have no stride.
  describe(a, b, out, starts, columns, rows, 0, k, 0, places, 0, alpha, beta, false, false, slices);
  changetype<Batch>(WORK).kind = isProduct ? CELLS_PRODUCT : CELLS_MATMUL;
}

/** Stores the arguments of `matmul` or `matmul_observed` and the number of slices per product. */
export function describe(
  a: usize,
  b: usize,
  out: usize,
  starts: usize,
  entries: usize,
  m: usize,
  n: usize,
  k: usize,
  strideA: usize,
  strideB: usize,
  strideOut: usize,
  alpha: f32,
  beta: f32,
  transposeA: bool,
  transposeB: bool,
  slices: usize,
): void {
  const batch = changetype<Batch>(WORK);
  batch.a = a;
  batch.b = b;
  batch.out = out;
  batch.starts = starts;
  batch.entries = entries;
  batch.m = m;
  batch.n = n;
  batch.k = k;
  batch.strideA = strideA;
  batch.strideB = strideB;
  batch.strideOut = strideOut;
  batch.alpha = alpha;
  batch.beta = beta;
  batch.transposeA = transposeA;
  batch.transposeB = transposeB;
  batch.slices = slices;
  batch.kind = PRODUCTS;
}

/** Computes one slice. Slices are numbered product by product. */
export function multiplyPart(index: usize): void {
  const batch = changetype<Batch>(WORK);
  if (batch.kind != PRODUCTS) return multiplyCells(batch, index);
  const entry = index / batch.slices;
  const a = batch.a + 4 * entry * batch.strideA;
  const b = batch.b + 4 * entry * batch.strideB;
  const out = batch.out + 4 * entry * batch.strideOut;
  const slice = index % batch.slices;
  const isRight = batch.transposeA;
  if (batch.starts != 0)
    return multiplyLines(
      a,
      b,
      out,
      batch.starts + 4 * entry * (isRight ? batch.n : batch.m),
      batch.entries,
      batch.m,
      batch.n,
      batch.k,
      isRight,
      batch.alpha,
      batch.beta,
      slice,
      batch.slices,
    );
  multiplySlice(
    a,
    b,
    out,
    batch.m,
    batch.n,
    batch.k,
    batch.transposeA,
    batch.transposeB,
    batch.alpha,
    batch.beta,
    slice,
    batch.slices,
  );
}

function multiplyCells(batch: Batch, slice: usize): void {
  const first = firstRow(batch.starts, batch.m, slice, batch.slices);
  const last = firstRow(batch.starts, batch.m, slice + 1, batch.slices);
  if (batch.kind == CELLS_PRODUCT)
    productRows(batch.a, batch.b, batch.out, batch.starts, batch.entries, batch.k, first, last);
  else
    matmulRows(
      batch.a,
      batch.b,
      batch.out,
      batch.starts,
      batch.entries,
      batch.strideB,
      batch.k,
      batch.alpha,
      batch.beta,
      first,
      last,
    );
}
