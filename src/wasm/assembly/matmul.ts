// out[b] = alpha · op(a[b]) · op(b[b]) + beta · out[b], plain products without `accumulate`: op(a) is m × k, op(b) is k × n, out is m × n, all row-major.
import { describe, multiplyPart } from "./part";
import { mostSlices } from "./product";
import { shareParts, threads } from "./threads";

/** Multiplications below which a helper is not worth its call. */
const WORTH_SHARING: f64 = 2e5;
/** A thread that has done its parts takes one of a slower thread. */
const PARTS_PER_THREAD: usize = 2;

/** Strides are in elements between batch entries; 0 shares an operand. Up to 12 bytes beyond a may be read. */
export function matmul(
  a: usize,
  b: usize,
  out: usize,
  m: usize,
  n: usize,
  k: usize,
  batch: usize,
  strideA: usize,
  strideB: usize,
  strideOut: usize,
  alpha: f32,
  beta: f32,
  transposeA: bool,
  transposeB: bool,
  accumulate: bool,
): void {
  if (!accumulate) {
    alpha = 1;
    beta = 0;
  }
  const isShared = threads() > 1 && <f64>batch * <f64>m * <f64>n * <f64>k >= WORTH_SHARING;
  const wanted = isShared ? (threads() * PARTS_PER_THREAD + batch - 1) / batch : 1;
  const slices = min(wanted, mostSlices(m, n));
  describe(a, b, out, m, n, k, strideA, strideB, strideOut, alpha, beta, transposeA, transposeB, slices);
  const parts = batch * slices;
  if (isShared && parts > 1) shareParts(<i32>parts);
  else for (let part: usize = 0; part < parts; part++) multiplyPart(part);
}
