import wgsl from "../../../shaders/encoder/tanh_unit_backward.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { tanhUnitBackwardReference } from "./tanh_unit_backward.ref.ts";

/** Params: rows and columns per run, number of runs. */
export const tanh_unit_backward: Kernel = {
  name: "tanh_unit_backward",
  wgsl,
  params: u32("rows", "cols", "batch"),
  bindings: [
    { name: "g", access: "read" },
    { name: "z", access: "read" },
    { name: "norms", access: "read" },
    { name: "dx", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params) => foldGrid(numberOf(params, "batch") * numberOf(params, "rows"), 1),
  reference: tanhUnitBackwardReference,
  wasm: { name: "tanh_unit_backward", numbers: ["rows", "cols", "batch"] },
};
