// The module's exports: one function for each kernel, named like it. Addresses are in bytes; contents are f32 unless said otherwise.
export { column_norms } from "./column_norms";
export { copy_matrix } from "./copy_matrix";
export { jacobi_sweep } from "./jacobi_sweep";
export { loss_history } from "./loss_history";
export { matmul } from "./matmul";
export { picture } from "./picture";
export { residual } from "./residual";
export { tensorsStart } from "./scratch";
export { adam_step, gd_step, momentum_step, rmsprop_step } from "./update";
