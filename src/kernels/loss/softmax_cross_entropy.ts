import wgsl from "../../../shaders/loss/softmax_cross_entropy.wgsl?raw";
import { f32, numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { softmaxCrossEntropyReference } from "./softmax_cross_entropy.ref.ts";

/**
 * Params: rows per run, number of classes, number of runs, stride from one run's labels to the next (0 if all
 * runs share them), scale of the gradient. The partials are pairs (loss, 1 if the prediction is right and
 * else 0), one for each row.
 */
export const softmax_cross_entropy: Kernel = {
  name: "softmax_cross_entropy",
  wgsl,
  params: [...u32("rows", "classes", "batch", "label_stride"), ...f32("scale")],
  bindings: [
    { name: "logits", access: "read" },
    { name: "labels", access: "read" },
    { name: "gradient", access: "read_write" },
    { name: "partials", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) =>
    foldGrid(numberOf(params, "batch") * numberOf(params, "rows"), numberOf(constants, "WORKGROUP")),
  reference: softmaxCrossEntropyReference,
  wasm: { name: "softmax_cross_entropy", numbers: ["rows", "classes", "batch", "label_stride", "scale"] },
};
