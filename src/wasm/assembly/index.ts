// The module's exports: kernels, each with its kernel's name, and functions for spectra and for threads.
// Addresses are in bytes. Arrays hold f32 unless stated otherwise.
export { attention_mix, attention_weights, attention_weights_backward } from "./attention/attention";
export {
  add,
  layer_norm,
  layer_norm_backward,
  scale_rows,
  span_mean,
  span_mean_backward,
  squared_distance,
  take_slot,
  tanh_unit,
  tanh_unit_backward,
} from "./encoder/encoder";
export { span_gram } from "./encoder/span_gram";
export { gather_samples } from "./nn/gather_samples";
export { jacobi_rounds } from "./linalg/jacobi";
export { bias_add, column_sums, relu, relu_backward } from "./nn/layer";
export { loss_history } from "./loss/loss_history";
export { cells_matmul, cells_product, matmul, matmul_observed } from "./linalg/matmul";
export { picture } from "./mf/picture";
export { residual } from "./loss/residual";
export { softmax_cross_entropy } from "./loss/softmax_cross_entropy";
export { spectrum_bytes, spectrum_reflect, spectrum_row, spectrum_values } from "./linalg/spectrum";
export { setThread, tensorsStart } from "./linalg/scratch";
export { help, threads } from "./linalg/threads";
export {
  adam_direction,
  adam_direction_8bit,
  adam_step,
  gd_step,
  momentum_step,
  rmsprop_step,
} from "./optim/update";
