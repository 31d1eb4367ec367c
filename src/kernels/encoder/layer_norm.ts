import wgsl from "../../../shaders/encoder/layer_norm.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { layerNormReference } from "./layer_norm.ref.ts";

/**
 * Params: rows and columns per run, number of runs. All runs share `scale` and `bias`. `moments` holds the
 * mean and 1/√(variance + ε) of each row.
 */
export const layer_norm: Kernel = {
  name: "layer_norm",
  wgsl,
  params: u32("rows", "cols", "batch"),
  bindings: [
    { name: "x", access: "read" },
    { name: "scale", access: "read" },
    { name: "bias", access: "read" },
    { name: "y", access: "read_write" },
    { name: "moments", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params) => foldGrid(numberOf(params, "batch") * numberOf(params, "rows"), 1),
  reference: layerNormReference,
  wasm: { name: "layer_norm", numbers: ["rows", "cols", "batch"] },
};
