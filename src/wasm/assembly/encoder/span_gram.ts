// Adds squared gradient norms to `out`. A sentence's squared norm is the sum of what its rows receive. Sums are
// in f64 and add their terms in order, so that the result equals, bit for bit, that of the reference on the same
// f32 numbers.
import { TILE } from "../linalg/scratch";

/** Offsets in TILE of four products of g, and of the four products of u by which they are multiplied. */
const OF_G: usize = 0;
const OF_U: usize = 32;

/** out[i] += scale · Σⱼ (g[i]·g[j]) (u[i]·u[j]) over the rows j of the span of row i. Spans are pairs of u32. */
export function span_gram(
  g: usize,
  u: usize,
  spans: usize,
  out: usize,
  rows: usize,
  gCols: usize,
  uCols: usize,
  batch: usize,
  scale: f32,
): void {
  const ofG: usize = 4 * gCols;
  const ofU: usize = 4 * uCols;
  for (let entry: usize = 0; entry < batch; entry++, g += rows * ofG, u += rows * ofU)
    for (let row: usize = 0; row < rows; row++, spans += 8, out += 4) {
      const end: usize = load<u32>(spans, 4);
      let sum: f64 = 0;
      let j: usize = load<u32>(spans);
      for (; j + 4 <= end; j += 4) {
        fourProducts(g + row * ofG, g + j * ofG, ofG, TILE + OF_G);
        fourProducts(u + row * ofU, u + j * ofU, ofU, TILE + OF_U);
        for (let at: usize = TILE; at < TILE + 32; at += 8)
          sum += load<f64>(at + OF_G) * load<f64>(at + OF_U);
      }
      for (; j < end; j++)
        sum += product(g + row * ofG, g + j * ofG, ofG) * product(u + row * ofU, u + j * ofU, ofU);
      store<f32>(out, <f32>(<f64>load<f32>(out) + <f64>scale * sum));
    }
}

/**
 * The dot products of a row and four successive rows from `b`. Their sums are independent, so no addition
 * waits for the previous one.
 */
function fourProducts(a: usize, b: usize, bytes: usize, out: usize): void {
  let first: f64 = 0;
  let second: f64 = 0;
  let third: f64 = 0;
  let fourth: f64 = 0;
  for (let at: usize = 0; at < bytes; at += 4) {
    const value = <f64>load<f32>(a + at);
    const from = b + at;
    first += value * <f64>load<f32>(from);
    second += value * <f64>load<f32>(from + bytes);
    third += value * <f64>load<f32>(from + 2 * bytes);
    fourth += value * <f64>load<f32>(from + 3 * bytes);
  }
  store<f64>(out, first);
  store<f64>(out, second, 8);
  store<f64>(out, third, 16);
  store<f64>(out, fourth, 24);
}

function product(a: usize, b: usize, bytes: usize): f64 {
  let sum: f64 = 0;
  for (let at: usize = 0; at < bytes; at += 4) sum += <f64>load<f32>(a + at) * <f64>load<f32>(b + at);
  return sum;
}
