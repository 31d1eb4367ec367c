import wgsl from "../../../shaders/linalg/matmul_4x4.wgsl?raw";
import { matmulKernel, tileGrid } from "./matmul.ts";

/** Accepts any shape and alignment. */
export const matmul_4x4 = matmulKernel({
  name: "matmul_4x4",
  wgsl,
  workgroup: { WORKGROUP_X: 8, WORKGROUP_Y: 8 },
  grid: tileGrid(4),
});
