// Byte offsets in `struct Hyper`, nine f32: HYPER_FIELDS in src/kernels/hyper.ts.
export const ETA: usize = 0;
export const WEIGHT_DECAY: usize = 4;
export const BETA1: usize = 8;
export const BETA2: usize = 12;
export const ONE_MINUS_BETA1: usize = 16;
export const ONE_MINUS_BETA2: usize = 20;
export const LOG_BETA1: usize = 24;
export const LOG_BETA2: usize = 28;
export const EPSILON: usize = 32;

/** A field in all lanes. */
export function field(hyper: usize, offset: usize): v128 {
  return v128.load32_splat(hyper + offset);
}
