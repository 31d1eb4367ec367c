import wgsl from "../../../shaders/loss/squared_distance.wgsl?raw";
import { f32, numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { squaredDistanceReference } from "./squared_distance.ref.ts";

/**
 * Params: rows and columns per run, number of runs, scale of the gradient. The partials are pairs (‖z −
 * target‖², z·target), one for each row.
 */
export const squared_distance: Kernel = {
  name: "squared_distance",
  wgsl,
  params: [...u32("rows", "cols", "batch"), ...f32("scale")],
  bindings: [
    { name: "z", access: "read" },
    { name: "targets", access: "read" },
    { name: "gradient", access: "read_write" },
    { name: "partials", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params) => foldGrid(numberOf(params, "batch") * numberOf(params, "rows"), 1),
  reference: squaredDistanceReference,
  wasm: { name: "squared_distance", numbers: ["rows", "cols", "batch", "scale"] },
};
