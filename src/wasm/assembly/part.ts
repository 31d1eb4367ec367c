// The batch of products that the threads share: its arguments, in memory, and any part of it.
import { multiplySlice } from "./product";
import { WORK } from "./scratch";

@unmanaged
class Batch {
  a!: usize;
  b!: usize;
  out!: usize;
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
  /** Of each product. */
  slices!: usize;
}

/** What `matmul` takes, and how many slices each product is cut into. */
export function describe(
  a: usize,
  b: usize,
  out: usize,
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

/** A slice of one product: those of the first product, then those of the next. */
export function multiplyPart(index: usize): void {
  const batch = changetype<Batch>(WORK);
  const entry = index / batch.slices;
  multiplySlice(
    batch.a + 4 * entry * batch.strideA,
    batch.b + 4 * entry * batch.strideB,
    batch.out + 4 * entry * batch.strideOut,
    batch.m,
    batch.n,
    batch.k,
    batch.transposeA,
    batch.transposeB,
    batch.alpha,
    batch.beta,
    index % batch.slices,
    batch.slices,
  );
}
