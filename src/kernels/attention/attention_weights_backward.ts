import wgsl from "../../../shaders/attention/attention_weights_backward.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { attentionWeightsBackwardReference } from "./attention_weights_backward.ref.ts";

/** Params: rows and columns per run, number of heads, longest span, number of runs. */
export const attention_weights_backward: Kernel = {
  name: "attention_weights_backward",
  wgsl,
  params: u32("rows", "width", "heads", "max_span", "batch"),
  bindings: [
    { name: "da", access: "read" },
    { name: "v", access: "read" },
    { name: "spans", access: "read" },
    { name: "weights", access: "read" },
    { name: "dscores", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) =>
    foldGrid(
      numberOf(params, "batch") * numberOf(params, "rows") * numberOf(params, "heads"),
      numberOf(constants, "WORKGROUP"),
    ),
  reference: attentionWeightsBackwardReference,
  wasm: { name: "attention_weights_backward", numbers: ["rows", "width", "heads", "max_span", "batch"] },
};
