import wgsl from "../../shaders/column_norms.wgsl?raw";
import { columnNormsReference } from "./column_norms.ref.ts";
import { numberOf, u32 } from "./fields.ts";
import type { Kernel } from "./kernel.ts";

/** After the last sweep of jacobi_sweep: the singular values, in the order of the columns. */
export const column_norms: Kernel = {
  name: "column_norms",
  wgsl,
  params: u32("rows", "cols", "batch"),
  bindings: [
    { name: "matrix", access: "read" },
    { name: "sigma", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) => [
    Math.ceil(numberOf(params, "cols") / numberOf(constants, "WORKGROUP")),
    numberOf(params, "batch"),
    1,
  ],
  reference: columnNormsReference,
};
