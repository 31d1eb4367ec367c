// out[i] = alpha · op(a[i]) · op(b[i]) + beta · out[i]; without `accumulate`, only the product. op(a) is m ×
// k, op(b) is k × n, out is m × n, all row-major.
import { describe } from "./part";
import { maxSlices } from "./product";
import { pairNow } from "../rates";
import { multiplyParts, sliceCount } from "./threads";

/**
 * Strides are the distances in elements from one batch entry to the next; with stride 0, all entries share an
 * operand. Reads may reach up to 12 bytes beyond `a`. If `rateCount` is not 0, the step's rates give alpha
 * and beta.
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
  batch: usize,
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
  if (!accumulate) {
    alpha = 1;
    beta = 0;
  } else if (rateCount > 0) {
    const pair = pairNow(rates, step, rateCount);
    alpha = load<f32>(pair);
    beta = load<f32>(pair, 4);
  }
  const multiplications = <f64>batch * <f64>m * <f64>n * <f64>k;
  const slices = sliceCount(multiplications, batch, maxSlices(m, n));
  describe(
    a,
    b,
    out,
    0,
    0,
    m,
    n,
    k,
    strideA,
    strideB,
    strideOut,
    alpha,
    beta,
    transposeA,
    transposeB,
    slices,
  );
  multiplyParts(multiplications, batch * slices);
}
