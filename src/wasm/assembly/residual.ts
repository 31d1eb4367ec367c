// residual = scale · mask ⊙ (value − wanted) and partial sums of squares, in the order of shaders/residual.wgsl: of each batch entry
// of `count` elements, pair t of `partialCount` holds those of the elements t, t + partialCount, …
import { madd } from "./arithmetic";

/** value, wanted, mask, out: batch × count; partials: batch × partialCount pairs (observed, recovery). */
export function residual(
  value: usize,
  wanted: usize,
  mask: usize,
  out: usize,
  partials: usize,
  count: usize,
  batch: usize,
  partialCount: usize,
  scale: f32,
  masked: bool,
  heldOut: bool,
): void {
  memory.fill(partials, 0, 8 * batch * partialCount);
  for (let entry: usize = 0; entry < batch; entry++) {
    for (let first: usize = 0; first < count; first += partialCount) {
      const length = min(partialCount, count - first);
      addSquares(value, wanted, mask, out, partials, length, scale, masked, heldOut);
      value += 4 * length;
      wanted += 4 * length;
      mask += 4 * length;
      out += 4 * length;
    }
    partials += 8 * partialCount;
  }
}

/** Consecutive elements, each to its own pair of partial sums. */
function addSquares(
  value: usize,
  wanted: usize,
  mask: usize,
  out: usize,
  partials: usize,
  length: usize,
  scale: f32,
  masked: bool,
  heldOut: bool,
): void {
  const ones = f32x4.splat(1);
  const scales = f32x4.splat(scale);
  let i: usize = 0;
  for (; i + 4 <= length; i += 4) {
    const at = i * 4;
    const difference = f32x4.sub(v128.load(value + at), v128.load(wanted + at));
    const observed = masked ? v128.load(mask + at) : ones;
    const seen = f32x4.mul(observed, difference);
    v128.store(out + at, f32x4.mul(scales, seen));
    const train = f32x4.mul(seen, difference);
    const weighed = heldOut ? f32x4.sub(difference, seen) : difference;
    const recovery = f32x4.mul(weighed, difference);
    const pairs = partials + 8 * i;
    const low = v128.shuffle<f32>(train, recovery, 0, 4, 1, 5);
    const high = v128.shuffle<f32>(train, recovery, 2, 6, 3, 7);
    v128.store(pairs, f32x4.add(v128.load(pairs), low));
    v128.store(pairs, f32x4.add(v128.load(pairs, 16), high), 16);
  }
  for (; i < length; i++) {
    const at = i * 4;
    const difference = load<f32>(value + at) - load<f32>(wanted + at);
    const seen = masked ? load<f32>(mask + at) * difference : difference;
    store<f32>(out + at, scale * seen);
    const weighed = heldOut ? difference - seen : difference;
    const pair = partials + 8 * i;
    store<f32>(pair, load<f32>(pair) + seen * difference);
    store<f32>(pair, load<f32>(pair, 4) + weighed * difference, 4);
  }
}
