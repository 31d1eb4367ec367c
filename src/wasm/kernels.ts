/** How each kernel is called in WebAssembly. Keyed by reference, so that the variants of one kernel are one row. */
import { adamDirectionReference } from "../kernels/adam_direction.ref.ts";
import { adamDirection8bitReference } from "../kernels/adam_direction_8bit.ref.ts";
import { adamStepReference } from "../kernels/adam_step.ref.ts";
import { addReference } from "../kernels/add.ref.ts";
import { attentionMixReference } from "../kernels/attention_mix.ref.ts";
import { attentionWeightsReference } from "../kernels/attention_weights.ref.ts";
import { attentionWeightsBackwardReference } from "../kernels/attention_weights_backward.ref.ts";
import { biasAddReference } from "../kernels/bias_add.ref.ts";
import { columnSumsReference } from "../kernels/column_sums.ref.ts";
import { gatherSamplesReference } from "../kernels/gather_samples.ref.ts";
import { gdStepReference } from "../kernels/gd_step.ref.ts";
import type { Reference } from "../kernels/kernel.ts";
import { layerNormReference } from "../kernels/layer_norm.ref.ts";
import { layerNormBackwardReference } from "../kernels/layer_norm_backward.ref.ts";
import { lossHistoryReference } from "../kernels/loss_history.ref.ts";
import { matmulReference } from "../kernels/matmul.ref.ts";
import { matmulObservedReference } from "../kernels/matmul_observed.ref.ts";
import { momentumStepReference } from "../kernels/momentum_step.ref.ts";
import { pictureReference } from "../kernels/picture.ref.ts";
import { reluReference } from "../kernels/relu.ref.ts";
import { reluBackwardReference } from "../kernels/relu_backward.ref.ts";
import { residualReference } from "../kernels/residual.ref.ts";
import { rmspropStepReference } from "../kernels/rmsprop_step.ref.ts";
import { softmaxCrossEntropyReference } from "../kernels/softmax_cross_entropy.ref.ts";
import { spanMeanReference } from "../kernels/span_mean.ref.ts";
import { spanMeanBackwardReference } from "../kernels/span_mean_backward.ref.ts";
import { squaredDistanceReference } from "../kernels/squared_distance.ref.ts";
import { takeSlotReference } from "../kernels/take_slot.ref.ts";
import { tanhUnitReference } from "../kernels/tanh_unit.ref.ts";
import { tanhUnitBackwardReference } from "../kernels/tanh_unit_backward.ref.ts";

/** The module's functions take the addresses of the tensors in binding order, then `numbers`. */
export interface WasmKernel {
  /** Name of the export. */
  readonly name: string;
  /** Params and constants in the order of the arguments. */
  readonly numbers: readonly string[];
}

const UPDATE = ["count", "rate_scale", "RATES"];
const PRODUCT = ["m", "n", "k", "batch", "stride_a", "stride_b", "stride_out", "alpha", "beta"];

export const WASM_KERNELS: ReadonlyMap<Reference, WasmKernel> = new Map<Reference, WasmKernel>([
  [adamDirectionReference, { name: "adam_direction", numbers: ["count"] }],
  [adamDirection8bitReference, { name: "adam_direction_8bit", numbers: ["count"] }],
  [addReference, { name: "add", numbers: ["count"] }],
  [
    attentionMixReference,
    { name: "attention_mix", numbers: ["rows", "width", "heads", "max_span", "batch", "scale", "TRANSPOSE"] },
  ],
  [
    attentionWeightsReference,
    { name: "attention_weights", numbers: ["rows", "width", "heads", "max_span", "batch", "scale"] },
  ],
  [
    attentionWeightsBackwardReference,
    { name: "attention_weights_backward", numbers: ["rows", "width", "heads", "max_span", "batch"] },
  ],
  [layerNormReference, { name: "layer_norm", numbers: ["rows", "cols", "batch"] }],
  [layerNormBackwardReference, { name: "layer_norm_backward", numbers: ["rows", "cols", "batch"] }],
  [spanMeanReference, { name: "span_mean", numbers: ["rows", "spans", "cols", "batch"] }],
  [spanMeanBackwardReference, { name: "span_mean_backward", numbers: ["rows", "spans", "cols", "batch"] }],
  [squaredDistanceReference, { name: "squared_distance", numbers: ["rows", "cols", "batch", "scale"] }],
  [takeSlotReference, { name: "take_slot", numbers: ["count", "batch", "slots"] }],
  [tanhUnitReference, { name: "tanh_unit", numbers: ["rows", "cols", "batch"] }],
  [tanhUnitBackwardReference, { name: "tanh_unit_backward", numbers: ["rows", "cols", "batch"] }],
  [adamStepReference, { name: "adam_step", numbers: UPDATE }],
  [biasAddReference, { name: "bias_add", numbers: ["rows", "cols", "batch", "gain", "RELU"] }],
  [columnSumsReference, { name: "column_sums", numbers: ["rows", "cols", "batch", "scale"] }],
  [gatherSamplesReference, { name: "gather_samples", numbers: ["rows", "cols", "batch", "batches"] }],
  [gdStepReference, { name: "gd_step", numbers: UPDATE }],
  [
    lossHistoryReference,
    { name: "loss_history", numbers: ["train_count", "recovery_count", "capacity", "batch", "ADVANCE"] },
  ],
  [
    matmulReference,
    { name: "matmul", numbers: [...PRODUCT, "TRANSPOSE_A", "TRANSPOSE_B", "ACCUMULATE", "RATES"] },
  ],
  [
    matmulObservedReference,
    { name: "matmul_observed", numbers: [...PRODUCT, "TRANSPOSE_A", "ACCUMULATE", "RATES"] },
  ],
  [momentumStepReference, { name: "momentum_step", numbers: UPDATE }],
  [
    pictureReference,
    { name: "picture", numbers: ["count", "lut_size", "low", "high", "hidden", "DIFFERENCE", "MASKED"] },
  ],
  [reluReference, { name: "relu", numbers: ["count"] }],
  [reluBackwardReference, { name: "relu_backward", numbers: ["count", "gain"] }],
  [
    residualReference,
    { name: "residual", numbers: ["count", "batch", "partial_count", "MASKED", "HELD_OUT"] },
  ],
  [rmspropStepReference, { name: "rmsprop_step", numbers: UPDATE }],
  [
    softmaxCrossEntropyReference,
    { name: "softmax_cross_entropy", numbers: ["rows", "classes", "batch", "label_stride", "scale"] },
  ],
]);
