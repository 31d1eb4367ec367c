/** How each kernel is called in WebAssembly. Keyed by reference, so that the variants of one kernel are one row. */
import { adamStepReference } from "../kernels/adam_step.ref.ts";
import { columnNormsReference } from "../kernels/column_norms.ref.ts";
import { copyMatrixReference } from "../kernels/copy_matrix.ref.ts";
import { numberOf } from "../kernels/fields.ts";
import { gdStepReference } from "../kernels/gd_step.ref.ts";
import { jacobiSweepReference } from "../kernels/jacobi_sweep.ref.ts";
import type { Reference } from "../kernels/kernel.ts";
import { lossHistoryReference } from "../kernels/loss_history.ref.ts";
import { matmulReference } from "../kernels/matmul.ref.ts";
import { momentumStepReference } from "../kernels/momentum_step.ref.ts";
import { pictureReference } from "../kernels/picture.ref.ts";
import type { Numbers } from "../kernels/program.ts";
import { residualReference } from "../kernels/residual.ref.ts";
import { rmspropStepReference } from "../kernels/rmsprop_step.ref.ts";

/** The module's functions take the addresses of the tensors in binding order, that of `work` where there is one, then `numbers`. */
export interface WasmKernel {
  /** Name of the export. */
  readonly name: string;
  /** Params and constants in the order of the arguments. */
  readonly numbers: readonly string[];
  /** Bytes of working memory. */
  readonly work?: (params: Numbers) => number;
}

const UPDATE = ["count", "rate_scale"];
const SHAPE = ["rows", "cols", "batch"];
const PRODUCT = ["m", "n", "k", "batch", "stride_a", "stride_b", "stride_out", "alpha", "beta"];

/** The matrix once more, its columns padded to whole vectors. */
function jacobiWork(params: Numbers): number {
  return 16 * Math.ceil(numberOf(params, "rows") / 4) * numberOf(params, "cols");
}

export const WASM_KERNELS: ReadonlyMap<Reference, WasmKernel> = new Map<Reference, WasmKernel>([
  [adamStepReference, { name: "adam_step", numbers: UPDATE }],
  [columnNormsReference, { name: "column_norms", numbers: SHAPE }],
  [copyMatrixReference, { name: "copy_matrix", numbers: [...SHAPE, "TRANSPOSE"] }],
  [gdStepReference, { name: "gd_step", numbers: UPDATE }],
  [
    jacobiSweepReference,
    { name: "jacobi_sweep", numbers: [...SHAPE, "FIRST", "TOLERANCE"], work: jacobiWork },
  ],
  [
    lossHistoryReference,
    { name: "loss_history", numbers: ["train_count", "recovery_count", "capacity", "batch", "ADVANCE"] },
  ],
  [matmulReference, { name: "matmul", numbers: [...PRODUCT, "TRANSPOSE_A", "TRANSPOSE_B", "ACCUMULATE"] }],
  [momentumStepReference, { name: "momentum_step", numbers: UPDATE }],
  [
    pictureReference,
    { name: "picture", numbers: ["count", "lut_size", "low", "high", "hidden", "DIFFERENCE", "MASKED"] },
  ],
  [
    residualReference,
    { name: "residual", numbers: ["count", "batch", "partial_count", "scale", "MASKED", "HELD_OUT"] },
  ],
  [rmspropStepReference, { name: "rmsprop_step", numbers: UPDATE }],
]);
