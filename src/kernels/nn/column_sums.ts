import wgsl from "../../../shaders/nn/column_sums.wgsl?raw";
import { columnSumsReference } from "./column_sums.ref.ts";
import { f32, numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";

/** Params: rows and columns of g per run, number of runs, factor of every sum. */
export const column_sums: Kernel = {
  name: "column_sums",
  wgsl,
  params: [...u32("rows", "cols", "batch"), ...f32("scale")],
  bindings: [
    { name: "g", access: "read" },
    { name: "sums", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) =>
    foldGrid(numberOf(params, "batch") * numberOf(params, "cols"), numberOf(constants, "WORKGROUP")),
  reference: columnSumsReference,
  wasm: { name: "column_sums", numbers: ["rows", "cols", "batch", "scale"] },
};
