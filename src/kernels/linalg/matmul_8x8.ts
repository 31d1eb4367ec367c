import wgsl from "../../../shaders/linalg/matmul_8x8.wgsl?raw";
import { matmulKernel, tileGrid } from "./matmul.ts";

/** Requires that k, n and, with TRANSPOSE_A, m are multiples of 4. */
export const matmul_8x8 = matmulKernel({
  name: "matmul_8x8",
  wgsl,
  workgroup: { WORKGROUP_X: 8, WORKGROUP_Y: 4 },
  grid: tileGrid(8),
});
