// history[step[b] % capacity][b] = [sum of the train partials, sum of the recovery partials]. With `advance`,
// step[b] is then incremented.

/**
 * `trainPartials` holds batch × trainCount pairs, `recoveryPartials` batch × recoveryCount pairs, and
 * `history` capacity × batch pairs. `step` has one element per batch entry.
 */
export function loss_history(
  trainPartials: usize,
  recoveryPartials: usize,
  step: usize,
  history: usize,
  trainCount: usize,
  recoveryCount: usize,
  capacity: usize,
  batch: usize,
  advance: bool,
): void {
  for (let entry: usize = 0; entry < batch; entry++) {
    const at: usize = load<u32>(step + 4 * entry);
    const pair = history + ((at % capacity) * batch + entry) * 8;
    const train = sumPairs(trainPartials + 8 * entry * trainCount, trainCount);
    const recovery = sumPairs(recoveryPartials + 8 * entry * recoveryCount, recoveryCount);
    store<f32>(pair, <f32>f64x2.extract_lane(train, 0));
    store<f32>(pair, <f32>f64x2.extract_lane(recovery, 1), 4);
    if (advance) store<u32>(step + 4 * entry, at + 1);
  }
}

/** Sums both components of `count` pairs, in f64. */
function sumPairs(pairs: usize, count: usize): v128 {
  let even = f64x2.splat(0);
  let odd = even;
  let i: usize = 0;
  for (; i + 2 <= count; i += 2) {
    even = f64x2.add(even, f64x2.promote_low_f32x4(v128.load64_zero(pairs + 8 * i)));
    odd = f64x2.add(odd, f64x2.promote_low_f32x4(v128.load64_zero(pairs + 8 * i, 8)));
  }
  if (i < count) even = f64x2.add(even, f64x2.promote_low_f32x4(v128.load64_zero(pairs + 8 * i)));
  return f64x2.add(even, odd);
}
