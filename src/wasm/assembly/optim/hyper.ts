// Byte offsets in `struct Hyper`, seven f32. They follow HYPER_FIELDS in src/kernels/optim/hyper.ts.
export const BETA1: usize = 0;
export const BETA2: usize = 4;
export const ONE_MINUS_BETA1: usize = 8;
export const ONE_MINUS_BETA2: usize = 12;
export const LOG_BETA1: usize = 16;
export const LOG_BETA2: usize = 20;
export const EPSILON: usize = 24;

/** Copies a field into all lanes. */
export function field(hyper: usize, offset: usize): v128 {
  return v128.load32_splat(hyper + offset);
}
