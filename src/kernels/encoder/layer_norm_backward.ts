import wgsl from "../../../shaders/encoder/layer_norm_backward.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { layerNormBackwardReference } from "./layer_norm_backward.ref.ts";

/** The result is added to `dx`. Params: rows and columns per run, number of runs. */
export const layer_norm_backward: Kernel = {
  name: "layer_norm_backward",
  wgsl,
  params: u32("rows", "cols", "batch"),
  bindings: [
    { name: "g", access: "read" },
    { name: "x", access: "read" },
    { name: "scale", access: "read" },
    { name: "moments", access: "read" },
    { name: "dx", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params) => foldGrid(numberOf(params, "batch") * numberOf(params, "rows"), 1),
  reference: layerNormBackwardReference,
  wasm: { name: "layer_norm_backward", numbers: ["rows", "cols", "batch"] },
};
