// Loops over f32 vectors of any length: whole SIMD vectors of four first, then the rest.
import { madd, sumLanes } from "./arithmetic";

/** Σ a[i] b[i]. */
export function dot(a: usize, b: usize, count: usize): f32 {
  let sums = f32x4.splat(0);
  const whole: usize = 4 * (count & ~3);
  for (let at: usize = 0; at < whole; at += 16) sums = madd(v128.load(a + at), v128.load(b + at), sums);
  let sum = sumLanes(sums);
  for (let at = whole; at < 4 * count; at += 4) sum += load<f32>(a + at) * load<f32>(b + at);
  return sum;
}

/** out[i] += factor · x[i]. */
export function addScaled(factor: f32, x: usize, out: usize, count: usize): void {
  const factors = f32x4.splat(factor);
  const whole: usize = 4 * (count & ~3);
  for (let at: usize = 0; at < whole; at += 16)
    v128.store(out + at, madd(factors, v128.load(x + at), v128.load(out + at)));
  for (let at = whole; at < 4 * count; at += 4)
    store<f32>(out + at, load<f32>(out + at) + factor * load<f32>(x + at));
}
