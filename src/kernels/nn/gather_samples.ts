import wgsl from "../../../shaders/nn/gather_samples.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import { gatherSamplesReference } from "./gather_samples.ref.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";

/**
 * Params: rows per mini-batch, columns, number of runs, number of mini-batches in `order`. Step t uses
 * mini-batch t % batches.
 */
export const gather_samples: Kernel = {
  name: "gather_samples",
  wgsl,
  params: u32("rows", "cols", "batch", "batches"),
  bindings: [
    { name: "source", access: "read" },
    { name: "labels", access: "read" },
    { name: "order", access: "read" },
    { name: "step", access: "read" },
    { name: "out", access: "read_write" },
    { name: "out_labels", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) =>
    foldGrid(
      numberOf(params, "batch") * numberOf(params, "rows") * numberOf(params, "cols"),
      numberOf(constants, "WORKGROUP"),
    ),
  reference: gatherSamplesReference,
  wasm: { name: "gather_samples", numbers: ["rows", "cols", "batch", "batches"] },
};
