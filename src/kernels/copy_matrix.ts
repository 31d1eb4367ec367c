import wgsl from "../../shaders/copy_matrix.wgsl?raw";
import { copyMatrixReference } from "./copy_matrix.ref.ts";
import { numberOf, u32 } from "./fields.ts";
import { foldGrid } from "./grid.ts";
import type { Kernel } from "./kernel.ts";

/** Params: shape of the source. With TRANSPOSE out is B × cols × rows. */
export const copy_matrix: Kernel = {
  name: "copy_matrix",
  wgsl,
  params: u32("rows", "cols", "batch"),
  bindings: [
    { name: "source", access: "read" },
    { name: "out", access: "read_write" },
  ],
  constants: { TRANSPOSE: 0, WORKGROUP: 64 },
  grid: (params, constants) => {
    const count = numberOf(params, "rows") * numberOf(params, "cols") * numberOf(params, "batch");
    return foldGrid(count, numberOf(constants, "WORKGROUP"));
  },
  reference: copyMatrixReference,
};
