// out[i] = alpha · D[i] · b[i]ᵀ + beta · out[i] or, with `transposeA`, alpha · a[i]ᵀ · D[i] + beta · out[i];
// without `accumulate`, only the product. D is the other operand, 0 except at the listed entries. `a` is m × k
// and `b` is n × k or, with `transposeA`, `a` is k × m and `b` is k × n. `out` is m × n; all are row-major.
import { describe } from "./part";
import { pairNow } from "../rates";
import { multiplyParts, sliceCount } from "./threads";

/**
 * `starts` holds batch × lines + 1 offsets into `entries`. `entries` holds the columns of the entries in each
 * row of D or, with `transposeA`, the rows of the entries in each column. Strides are as in `matmul`.
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
  batch: usize,
  strideA: usize,
  strideB: usize,
  strideOut: usize,
  alpha: f32,
  beta: f32,
  transposeA: bool,
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
  const lines = transposeA ? n : m;
  const multiplications = <f64>load<u32>(starts + 4 * batch * lines) * <f64>(transposeA ? m : n);
  const slices = sliceCount(multiplications, batch, lines);
  describe(
    a,
    b,
    out,
    starts,
    entries,
    m,
    n,
    k,
    strideA,
    strideB,
    strideOut,
    alpha,
    beta,
    transposeA,
    !transposeA,
    slices,
  );
  multiplyParts(multiplications, batch * slices);
}
