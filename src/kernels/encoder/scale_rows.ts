import wgsl from "../../../shaders/encoder/scale_rows.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { scaleRowsReference } from "./scale_rows.ref.ts";

/** out = diag(scale) x. Params: rows and columns of x per run, number of runs. */
export const scale_rows: Kernel = {
  name: "scale_rows",
  wgsl,
  params: u32("rows", "cols", "batch"),
  bindings: [
    { name: "scale", access: "read" },
    { name: "x", access: "read" },
    { name: "out", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) =>
    foldGrid(
      numberOf(params, "batch") * numberOf(params, "rows") * numberOf(params, "cols"),
      numberOf(constants, "WORKGROUP"),
    ),
  reference: scaleRowsReference,
  wasm: { name: "scale_rows", numbers: ["rows", "cols", "batch"] },
};
