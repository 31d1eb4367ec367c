// Attention among the rows of a span. Each row has a pair of u32: the first row of its span and the row after
// the last, counted within its run. `weights` is batch × rows × heads × maxSpan; the last index counts from
// the start of the span.
import { addScaled, dot } from "../rows";

/** Imported from JavaScript. */
declare function exp(x: f64): f64;

/**
 * weights = softmax of scale · q·k over the span, head by head; 0 after the end of the span. `q` and `k` are
 * batch × rows × width.
 */
export function attention_weights(
  q: usize,
  k: usize,
  spans: usize,
  weights: usize,
  rows: usize,
  width: usize,
  heads: usize,
  maxSpan: usize,
  batch: usize,
  scale: f32,
): void {
  const size = width / heads;
  for (let entry: usize = 0; entry < batch; entry++, k += 4 * rows * width)
    for (let row: usize = 0; row < rows; row++, spans += 8) {
      const first: usize = load<u32>(spans);
      const count: usize = <usize>load<u32>(spans, 4) - first;
      for (let head: usize = 0; head < heads; head++, q += 4 * size, weights += 4 * maxSpan) {
        const keys = k + 4 * (first * width + head * size);
        let largest: f32 = -f32.MAX_VALUE;
        for (let j: usize = 0; j < count; j++) {
          const score = scale * dot(q, keys + 4 * j * width, size);
          store<f32>(weights + 4 * j, score);
          if (score > largest) largest = score;
        }
        let sum: f64 = 0;
        for (let j: usize = 0; j < count; j++) {
          const power = exp(load<f32>(weights + 4 * j) - largest);
          store<f32>(weights + 4 * j, <f32>power);
          sum += power;
        }
        const share = <f32>(1 / sum);
        for (let j: usize = 0; j < count; j++)
          store<f32>(weights + 4 * j, share * load<f32>(weights + 4 * j));
        memory.fill(weights + 4 * count, 0, 4 * (maxSpan - count));
      }
    }
}

/** dscores[j] = w[j] (d[j] − Σ d w), with d[j] = da·v[j], head by head; 0 after the end of the span. */
export function attention_weights_backward(
  da: usize,
  v: usize,
  spans: usize,
  weights: usize,
  dscores: usize,
  rows: usize,
  width: usize,
  heads: usize,
  maxSpan: usize,
  batch: usize,
): void {
  const size = width / heads;
  for (let entry: usize = 0; entry < batch; entry++, v += 4 * rows * width)
    for (let row: usize = 0; row < rows; row++, spans += 8) {
      const first: usize = load<u32>(spans);
      const count: usize = <usize>load<u32>(spans, 4) - first;
      for (let head: usize = 0; head < heads; head++) {
        const values = v + 4 * (first * width + head * size);
        let mean: f64 = 0;
        for (let j: usize = 0; j < count; j++) {
          const d = dot(da, values + 4 * j * width, size);
          store<f32>(dscores + 4 * j, d);
          mean += <f64>(d * load<f32>(weights + 4 * j));
        }
        for (let j: usize = 0; j < count; j++)
          store<f32>(dscores + 4 * j, load<f32>(weights + 4 * j) * (load<f32>(dscores + 4 * j) - <f32>mean));
        memory.fill(dscores + 4 * count, 0, 4 * (maxSpan - count));
        da += 4 * size;
        weights += 4 * maxSpan;
        dscores += 4 * maxSpan;
      }
    }
}

/**
 * out[i] = scale · Σ_j m[i][h][j] x[j] over the span of row i, for the columns of head h; m is `weights`.
 * `transpose` uses m[j][h][i] instead of m[i][h][j]. `x` and `out` are batch × rows × width.
 */
export function attention_mix(
  weights: usize,
  x: usize,
  spans: usize,
  out: usize,
  rows: usize,
  width: usize,
  heads: usize,
  maxSpan: usize,
  batch: usize,
  scale: f32,
  transpose: bool,
): void {
  const size = width / heads;
  const rowBytes: usize = 4 * heads * maxSpan;
  memory.fill(out, 0, 4 * batch * rows * width);
  for (let entry: usize = 0; entry < batch; entry++, x += 4 * rows * width, weights += rows * rowBytes)
    for (let row: usize = 0; row < rows; row++, spans += 8) {
      const first: usize = load<u32>(spans);
      const end: usize = load<u32>(spans, 4);
      for (let head: usize = 0; head < heads; head++, out += 4 * size)
        for (let j = first; j < end; j++) {
          const at = transpose
            ? weights + j * rowBytes + 4 * (head * maxSpan + row - first)
            : weights + row * rowBytes + 4 * (head * maxSpan + j - first);
          addScaled(scale * load<f32>(at), x + 4 * (j * width + head * size), out, size);
        }
    }
}
