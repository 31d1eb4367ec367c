// Stores the arguments of a batch of products in memory, which the threads share, and computes any part of
// the products.
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
}

/** Computes one slice. Slices are numbered product by product. */
export function multiplyPart(index: usize): void {
  const batch = changetype<Batch>(WORK);
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
