// A text encoder's row operations, such as layer norm, mean over spans, tanh and unit length. A span is a
// pair of u32, the first row and the row after the last, counted within its run. Sums over a row are in f64.

/** Imported from JavaScript. */
declare function tanh(x: f64): f64;

/** out ← out + x. Works on whole vectors, because tensors end at vector boundaries. */
export function add(x: usize, out: usize, count: usize): void {
  for (const end = out + 4 * count; out < end; out += 16, x += 16)
    v128.store(out, f32x4.add(v128.load(out), v128.load(x)));
}

/** out[b] = source[step[b] % slots][b]. */
export function take_slot(
  source: usize,
  step: usize,
  out: usize,
  count: usize,
  batch: usize,
  slots: u32,
): void {
  for (let entry: usize = 0; entry < batch; entry++) {
    const slot = <usize>(load<u32>(step + 4 * entry) % slots) * batch + entry;
    memory.copy(out + 4 * entry * count, source + 4 * slot * count, 4 * count);
  }
}

/** `x` and `y` are batch × rows × cols. `moments` holds a pair (mean, 1 / √(variance + 10⁻⁶)) for each row. */
export function layer_norm(
  x: usize,
  scale: usize,
  bias: usize,
  y: usize,
  moments: usize,
  rows: usize,
  cols: usize,
  batch: usize,
): void {
  const bytes: usize = 4 * cols;
  for (let row: usize = 0; row < batch * rows; row++, x += bytes, y += bytes, moments += 8) {
    let sum: f64 = 0;
    for (let at: usize = 0; at < bytes; at += 4) sum += <f64>load<f32>(x + at);
    const mean = sum / <f64>cols;
    let squares: f64 = 0;
    for (let at: usize = 0; at < bytes; at += 4) {
      const difference = <f64>load<f32>(x + at) - mean;
      squares += difference * difference;
    }
    const inverse = 1 / Math.sqrt(squares / <f64>cols + 1e-6);
    const m = <f32>mean;
    const r = <f32>inverse;
    for (let at: usize = 0; at < bytes; at += 4)
      store<f32>(y + at, (load<f32>(x + at) - m) * r * load<f32>(scale + at) + load<f32>(bias + at));
    store<f32>(moments, m);
    store<f32>(moments, r, 4);
  }
}

/** dx ← dx + r (d − mean(d) − x̂ mean(d x̂)), with d = g · scale and x̂ = (x − mean) r. */
export function layer_norm_backward(
  g: usize,
  x: usize,
  scale: usize,
  moments: usize,
  dx: usize,
  rows: usize,
  cols: usize,
  batch: usize,
): void {
  const bytes: usize = 4 * cols;
  for (let row: usize = 0; row < batch * rows; row++, g += bytes, x += bytes, dx += bytes, moments += 8) {
    const mean = load<f32>(moments);
    const r = load<f32>(moments, 4);
    let sumD: f64 = 0;
    let sumDx: f64 = 0;
    for (let at: usize = 0; at < bytes; at += 4) {
      const d = load<f32>(g + at) * load<f32>(scale + at);
      sumD += <f64>d;
      sumDx += <f64>(d * ((load<f32>(x + at) - mean) * r));
    }
    const meanD = <f32>(sumD / <f64>cols);
    const meanDx = <f32>(sumDx / <f64>cols);
    for (let at: usize = 0; at < bytes; at += 4) {
      const d = load<f32>(g + at) * load<f32>(scale + at);
      const normal = (load<f32>(x + at) - mean) * r;
      store<f32>(dx + at, load<f32>(dx + at) + r * (d - meanD - normal * meanDx));
    }
  }
}

/** mean[s] = the mean of the rows of x in span s. */
export function span_mean(
  x: usize,
  spans: usize,
  mean: usize,
  rows: usize,
  count: usize,
  cols: usize,
  batch: usize,
): void {
  const bytes: usize = 4 * cols;
  for (let entry: usize = 0; entry < batch; entry++, x += rows * bytes)
    for (let span: usize = 0; span < count; span++, spans += 8, mean += bytes) {
      const first: usize = load<u32>(spans);
      const end: usize = load<u32>(spans, 4);
      const length = <f32>(end - first);
      for (let at: usize = 0; at < bytes; at += 4) {
        let sum: f32 = 0;
        for (let row = first; row < end; row++) sum += load<f32>(x + row * bytes + at);
        store<f32>(mean + at, sum / length);
      }
    }
}

/** dx[row] = g[s] / (length of span s), where span s contains the row; 0 in rows after the last span. */
export function span_mean_backward(
  g: usize,
  spans: usize,
  dx: usize,
  rows: usize,
  count: usize,
  cols: usize,
  batch: usize,
): void {
  const bytes: usize = 4 * cols;
  memory.fill(dx, 0, batch * rows * bytes);
  for (let entry: usize = 0; entry < batch; entry++, dx += rows * bytes)
    for (let span: usize = 0; span < count; span++, spans += 8, g += bytes) {
      const first: usize = load<u32>(spans);
      const end: usize = load<u32>(spans, 4);
      const length = <f32>(end - first);
      for (let at: usize = 0; at < bytes; at += 4) {
        const value = load<f32>(g + at) / length;
        for (let row = first; row < end; row++) store<f32>(dx + row * bytes + at, value);
      }
    }
}

/** z = tanh(x) / ‖tanh(x)‖. */
export function tanh_unit(x: usize, z: usize, norms: usize, rows: usize, cols: usize, batch: usize): void {
  const bytes: usize = 4 * cols;
  for (let row: usize = 0; row < batch * rows; row++, x += bytes, z += bytes, norms += 4) {
    let squares: f64 = 0;
    for (let at: usize = 0; at < bytes; at += 4) {
      const t = tanh(load<f32>(x + at));
      store<f32>(z + at, <f32>t);
      squares += t * t;
    }
    // A NaN stays NaN, because the comparison is then false.
    const norm = <f32>Math.sqrt(squares < 1e-12 ? 1e-12 : squares);
    for (let at: usize = 0; at < bytes; at += 4) store<f32>(z + at, load<f32>(z + at) / norm);
    store<f32>(norms, norm);
  }
}

/** dx = (g − z (z·g)) / norm · (1 − t²), with t = z · norm. */
export function tanh_unit_backward(
  g: usize,
  z: usize,
  norms: usize,
  dx: usize,
  rows: usize,
  cols: usize,
  batch: usize,
): void {
  const bytes: usize = 4 * cols;
  for (let row: usize = 0; row < batch * rows; row++, g += bytes, z += bytes, dx += bytes, norms += 4) {
    const norm = load<f32>(norms);
    let sum: f64 = 0;
    for (let at: usize = 0; at < bytes; at += 4) sum += <f64>(load<f32>(z + at) * load<f32>(g + at));
    const along = <f32>sum;
    for (let at: usize = 0; at < bytes; at += 4) {
      const unit = load<f32>(z + at);
      const t = unit * norm;
      store<f32>(dx + at, ((load<f32>(g + at) - unit * along) / norm) * (1 - t * t));
    }
  }
}

/** gradient = 2 scale (z − target). `partials` holds a pair (‖z − target‖², z·target) for each row. */
export function squared_distance(
  z: usize,
  targets: usize,
  gradient: usize,
  partials: usize,
  rows: usize,
  cols: usize,
  batch: usize,
  scale: f32,
): void {
  const bytes: usize = 4 * cols;
  for (let row: usize = 0; row < batch * rows; row++, z += bytes, targets += bytes, gradient += bytes) {
    let squares: f64 = 0;
    let product: f64 = 0;
    for (let at: usize = 0; at < bytes; at += 4) {
      const value = load<f32>(z + at);
      const difference = value - load<f32>(targets + at);
      store<f32>(gradient + at, 2 * scale * difference);
      squares += <f64>(difference * difference);
      product += <f64>(value * load<f32>(targets + at));
    }
    store<f32>(partials, <f32>squares);
    store<f32>(partials, <f32>product, 4);
    partials += 8;
  }
}

/** out = diag(scale) x. `x` and `out` are batch × rows × cols. */
export function scale_rows(scale: usize, x: usize, out: usize, rows: usize, cols: usize, batch: usize): void {
  const bytes: usize = 4 * cols;
  for (let row: usize = 0; row < batch * rows; row++, scale += 4, x += bytes, out += bytes) {
    const factor = load<f32>(scale);
    for (let at: usize = 0; at < bytes; at += 4) store<f32>(out + at, factor * load<f32>(x + at));
  }
}
