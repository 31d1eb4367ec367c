// The module's exports: one function per kernel, with the kernel's name. Addresses are in bytes; contents are f32
// unless stated otherwise.
export { attention_mix, attention_weights, attention_weights_backward } from "./attention";
export {
  add,
  layer_norm,
  layer_norm_backward,
  span_mean,
  span_mean_backward,
  squared_distance,
  take_slot,
  tanh_unit,
  tanh_unit_backward,
} from "./encoder";
export { adam_direction, adam_direction_8bit } from "./galore";
export { gather_samples } from "./gather_samples";
export { jacobi_rounds } from "./jacobi";
export { bias_add, column_sums, relu, relu_backward } from "./layer";
export { loss_history } from "./loss_history";
export { matmul } from "./matmul";
export { matmul_observed } from "./observed";
export { picture } from "./picture";
export { residual } from "./residual";
export { softmax_cross_entropy } from "./softmax_cross_entropy";
export { spectrum_bytes, spectrum_reflect, spectrum_row, spectrum_values } from "./spectrum";
export { setThread, tensorsStart } from "./scratch";
export { help, threads } from "./threads";
export { adam_step, gd_step, momentum_step, rmsprop_step } from "./update";
