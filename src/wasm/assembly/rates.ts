// Pairs of f32, of which an update reads that of its step: src/kernels/rates.ts.

/** Address of the pair; the step counter is one ahead of the update that is being made. */
export function pairNow(rates: usize, step: usize, count: u32): usize {
  return rates + 8 * <usize>((load<u32>(step) + count - 1) % count);
}
