// Pairs of f32, one per step; an update reads its own step's pair: src/kernels/optim/rates.ts.

/** Address of the pair. The step counter is one ahead of the current update. */
export function pairNow(rates: usize, step: usize, count: u32): usize {
  return rates + 8 * <usize>((load<u32>(step) + count - 1) % count);
}
