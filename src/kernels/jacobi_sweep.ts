import wgsl from "../../shaders/jacobi_sweep.wgsl?raw";
import { numberOf, u32 } from "./fields.ts";
import { jacobiSweepReference } from "./jacobi_sweep.ref.ts";
import type { Kernel } from "./kernel.ts";

/**
 * The first sweep over a new matrix sets FIRST; further ones cost next to nothing once `converged` is set. Float32
 * needs 6 sweeps at 12 columns, 10 at 128, 13 at 512.
 * The reference has a tolerance of its own, for float64.
 */
export const jacobi_sweep: Kernel = {
  name: "jacobi_sweep",
  wgsl,
  params: u32("rows", "cols", "batch"),
  bindings: [
    { name: "matrix", access: "read_write" },
    { name: "converged", access: "read_write" },
  ],
  constants: { FIRST: 0, TOLERANCE: 4e-6, WORKGROUP: 128 },
  grid: (params) => [numberOf(params, "batch"), 1, 1],
  reference: jacobiSweepReference,
};
