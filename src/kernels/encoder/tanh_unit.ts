import wgsl from "../../../shaders/encoder/tanh_unit.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { tanhUnitReference } from "./tanh_unit.ref.ts";

/** Params: rows and columns per run, number of runs. `norms` holds ‖tanh(x)‖ of each row. */
export const tanh_unit: Kernel = {
  name: "tanh_unit",
  wgsl,
  params: u32("rows", "cols", "batch"),
  bindings: [
    { name: "x", access: "read" },
    { name: "z", access: "read_write" },
    { name: "norms", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params) => foldGrid(numberOf(params, "batch") * numberOf(params, "rows"), 1),
  reference: tanhUnitReference,
  wasm: { name: "tanh_unit", numbers: ["rows", "cols", "batch"] },
};
