// The row operations of a layer besides its product: bias, ReLU and its mask, and the gradient of the bias.
import { madd } from "../arithmetic";

/**
 * x ← gain · x + bias for every row. With `relu`, negative results become 0. `x` is batch × rows × cols, and
 * `bias` is batch × cols.
 */
export function bias_add(
  bias: usize,
  x: usize,
  rows: usize,
  cols: usize,
  batch: usize,
  gain: f32,
  relu: bool,
): void {
  const zero = f32x4.splat(0);
  const gains = f32x4.splat(gain);
  const whole: usize = 4 * (cols & ~3);
  const bytes: usize = 4 * cols;
  for (let entry: usize = 0; entry < batch; entry++, bias += bytes) {
    for (let i: usize = 0; i < rows; i++, x += bytes) {
      for (let at: usize = 0; at < whole; at += 16) {
        const sum = madd(gains, v128.load(x + at), v128.load(bias + at));
        v128.store(x + at, relu ? f32x4.pmax(sum, zero) : sum);
      }
      for (let at = whole; at < bytes; at += 4) {
        const sum = gain * load<f32>(x + at) + load<f32>(bias + at);
        store<f32>(x + at, relu && sum < 0 ? 0 : sum);
      }
    }
  }
}

/** x ← max(0, x). Works on whole vectors, because tensors end at vector boundaries. */
export function relu(x: usize, count: usize): void {
  const zero = f32x4.splat(0);
  for (const end = x + 4 * count; x < end; x += 16) v128.store(x, f32x4.pmax(v128.load(x), zero));
}

/** g ← gain · g where h > 0, else 0. Works on whole vectors. */
export function relu_backward(h: usize, g: usize, count: usize, gain: f32): void {
  const zero = f32x4.splat(0);
  const gains = f32x4.splat(gain);
  for (const end = g + 4 * count; g < end; g += 16, h += 16)
    v128.store(g, v128.and(f32x4.mul(gains, v128.load(g)), f32x4.gt(v128.load(h), zero)));
}

/** sums[b][j] = scale · Σ_i g[b][i][j], accumulated row by row. */
export function column_sums(g: usize, sums: usize, rows: usize, cols: usize, batch: usize, scale: f32): void {
  const scales = f32x4.splat(scale);
  const whole: usize = 4 * (cols & ~3);
  const bytes: usize = 4 * cols;
  memory.fill(sums, 0, batch * bytes);
  for (let entry: usize = 0; entry < batch; entry++, sums += bytes) {
    for (let i: usize = 0; i < rows; i++, g += bytes) {
      for (let at: usize = 0; at < whole; at += 16)
        v128.store(sums + at, f32x4.add(v128.load(sums + at), v128.load(g + at)));
      for (let at = whole; at < bytes; at += 4)
        store<f32>(sums + at, load<f32>(sums + at) + load<f32>(g + at));
    }
    for (let at: usize = 0; at < whole; at += 16)
      v128.store(sums + at, f32x4.mul(scales, v128.load(sums + at)));
    for (let at = whole; at < bytes; at += 4) store<f32>(sums + at, scale * load<f32>(sums + at));
  }
}
