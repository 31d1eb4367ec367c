// residual = scales[b] · mask ⊙ (value − wanted), and partial sums of squares in the order of
// shaders/loss/residual.wgsl. Each batch entry has `count` elements in quads, and pair t adds up the quads t,
// t + partialCount, …

/**
 * `value`, `wanted`, `mask` and `out` are batch × count. `scales` has one element per batch entry. `partials`
 * holds batch × partialCount pairs (train, recovery).
 */
export function residual(
  value: usize,
  wanted: usize,
  mask: usize,
  scales: usize,
  out: usize,
  partials: usize,
  count: usize,
  batch: usize,
  partialCount: usize,
  masked: bool,
  heldOut: bool,
): void {
  memory.fill(partials, 0, 8 * batch * partialCount);
  for (let entry: usize = 0; entry < batch; entry++) {
    const scale = load<f32>(scales + 4 * entry);
    addSquares(value, wanted, mask, out, partials, count, 8 * partialCount, scale, masked, heldOut);
    value += 4 * count;
    wanted += 4 * count;
    mask += 4 * count;
    out += 4 * count;
    partials += 8 * partialCount;
  }
}

/** Handles one batch entry. Quads go to the pairs in turn, cyclically. */
function addSquares(
  value: usize,
  wanted: usize,
  mask: usize,
  out: usize,
  partials: usize,
  count: usize,
  pairBytes: usize,
  scale: f32,
  masked: bool,
  heldOut: bool,
): void {
  const ones = f32x4.splat(1);
  const scales = f32x4.splat(scale);
  const whole = count & ~3;
  let pair: usize = 0;
  for (let at: usize = 0; at < 4 * whole; at += 16) {
    const difference = f32x4.sub(v128.load(value + at), v128.load(wanted + at));
    const observed = masked ? v128.load(mask + at) : ones;
    const seen = f32x4.mul(observed, difference);
    v128.store(out + at, f32x4.mul(scales, seen));
    const train = f32x4.mul(seen, difference);
    const weighed = heldOut ? f32x4.sub(difference, seen) : difference;
    const recovery = f32x4.mul(weighed, difference);
    // Pairs (train, recovery): sums of two elements each, then of all four.
    const halves = f32x4.add(
      v128.shuffle<f32>(train, recovery, 0, 4, 1, 5),
      v128.shuffle<f32>(train, recovery, 2, 6, 3, 7),
    );
    const both = f32x4.add(halves, v128.shuffle<f32>(halves, halves, 2, 3, 0, 1));
    const to = partials + pair;
    v128.store64_lane(to, f32x4.add(v128.load64_zero(to), both), 0);
    pair = pair + 8 == pairBytes ? 0 : pair + 8;
  }
  for (let at: usize = 4 * whole; at < 4 * count; at += 4) {
    const difference = load<f32>(value + at) - load<f32>(wanted + at);
    const seen = masked ? load<f32>(mask + at) * difference : difference;
    store<f32>(out + at, scale * seen);
    const weighed = heldOut ? difference - seen : difference;
    const to = partials + pair;
    store<f32>(to, load<f32>(to) + seen * difference);
    store<f32>(to, load<f32>(to, 4) + weighed * difference, 4);
  }
}
