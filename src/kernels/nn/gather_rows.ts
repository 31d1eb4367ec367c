import wgsl from "../../../shaders/nn/gather_rows.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import { gatherRowsReference } from "./gather_rows.ref.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";

/**
 * Copies a step's mini-batch: `rows` rows of `cols` elements for each of the `batch` entries. `index` holds
 * the row numbers of `capacity` steps.
 */
export const gather_rows: Kernel = {
  name: "gather_rows",
  wgsl,
  params: u32("rows", "cols", "batch", "capacity"),
  bindings: [
    { name: "source", access: "read" },
    { name: "index", access: "read" },
    { name: "step", access: "read" },
    { name: "out", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) =>
    foldGrid(
      numberOf(params, "batch") * numberOf(params, "rows") * numberOf(params, "cols"),
      numberOf(constants, "WORKGROUP"),
    ),
  reference: gatherRowsReference,
};
