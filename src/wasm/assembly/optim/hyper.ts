// The numbers that updates read: src/kernels/optim/hyper.ts.

/** `struct Hyper`, in the order of HYPER_FIELDS. */
@unmanaged
export class Hyper {
  beta1!: f32;
  beta2!: f32;
  oneMinusBeta1!: f32;
  oneMinusBeta2!: f32;
  logBeta1!: f32;
  logBeta2!: f32;
  epsilon!: f32;
}

/** Address of the current update's pair of f32, one pair per step. The step counter is one ahead of the update. */
export function pairNow(rates: usize, step: usize, count: u32): usize {
  return rates + 8 * <usize>((load<u32>(step) + count - 1) % count);
}
