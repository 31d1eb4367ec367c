// Computes each row's softmax, cross-entropy and gradient, and whether the prediction is right.

/** Imported from JavaScript. */
declare function exp(x: f64): f64;
declare function log(x: f64): f64;

/**
 * `logits` and `gradient` are batch × rows × classes. `labels` holds u32, one set per run, or one set for all
 * if `labelStride` is 0. `partials` holds batch × rows pairs.
 */
export function softmax_cross_entropy(
  logits: usize,
  labels: usize,
  gradient: usize,
  partials: usize,
  rows: usize,
  classes: usize,
  batch: usize,
  labelStride: usize,
  scale: f32,
): void {
  const bytes: usize = 4 * classes;
  for (let entry: usize = 0; entry < batch; entry++) {
    const own = labels + 4 * entry * labelStride;
    for (let row: usize = 0; row < rows; row++) {
      const label: usize = load<u32>(own + 4 * row);
      const predicted = largestOf(logits, classes);
      const largest = load<f32>(logits + 4 * predicted);
      let sum: f64 = 0;
      for (let at: usize = 0; at < bytes; at += 4) {
        const power = exp(load<f32>(logits + at) - largest);
        store<f32>(gradient + at, <f32>power);
        sum += power;
      }
      const factor = <f32>(<f64>scale / sum);
      for (let at: usize = 0; at < bytes; at += 4)
        store<f32>(gradient + at, factor * load<f32>(gradient + at));
      const toLabel = gradient + 4 * label;
      store<f32>(toLabel, load<f32>(toLabel) - scale);
      store<f32>(partials, <f32>(log(sum) + <f64>largest - <f64>load<f32>(logits + 4 * label)));
      store<f32>(partials, predicted == label ? 1 : 0, 4);
      logits += bytes;
      gradient += bytes;
      partials += 8;
    }
  }
}

/** The first class with the largest logit. */
function largestOf(logits: usize, classes: usize): usize {
  let best: usize = 0;
  for (let k: usize = 1; k < classes; k++)
    if (load<f32>(logits + 4 * k) > load<f32>(logits + 4 * best)) best = k;
  return best;
}
