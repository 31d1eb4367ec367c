// Pairs of f32, one per step. An update reads the pair of its own step: src/kernels/optim/hyper.ts.

/** Address of the current update's pair. The step counter is one ahead of the update. */
export function pairNow(rates: usize, step: usize, count: u32): usize {
  return rates + 8 * <usize>((load<u32>(step) + count - 1) % count);
}
