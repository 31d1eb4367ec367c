// The products that are being computed: their arguments, in memory that the threads share.
import { pairNow } from "../optim/hyper";
import { WORK } from "./scratch";

/** Kinds of products: with a dense or an observed matrix, or the products at listed cells. */
export const DENSE: u32 = 0;
export const OBSERVED: u32 = 1;
export const CELLS_PRODUCT: u32 = 2;
export const CELLS_MATMUL: u32 = 3;

@unmanaged
class Batch {
  kind!: u32;
  a!: usize;
  b!: usize;
  out!: usize;
  /** Offsets of each line's first entry, and the entries' places in their lines: observed entries or listed cells. */
  starts!: usize;
  entries!: usize;
  /** The places of the cells' values; 0 if these are in the order of the cells. */
  places!: usize;
  m!: usize;
  n!: usize;
  k!: usize;
  strideA!: usize;
  strideB!: usize;
  strideOut!: usize;
  transposeA!: bool;
  transposeB!: bool;
  alpha!: f32;
  beta!: f32;
  /** Number of slices per product. */
  slices!: usize;
}

export const batch = changetype<Batch>(WORK);

/** Sets alpha and beta: 1 and 0 without `accumulate`, else the step's rates or, without rates, the given numbers. */
export function setScales(
  accumulate: bool,
  alpha: f32,
  beta: f32,
  rates: usize,
  step: usize,
  rateCount: u32,
): void {
  batch.alpha = accumulate ? alpha : 1;
  batch.beta = accumulate ? beta : 0;
  if (!accumulate || rateCount == 0) return;
  const pair = pairNow(rates, step, rateCount);
  batch.alpha = load<f32>(pair);
  batch.beta = load<f32>(pair, 4);
}
