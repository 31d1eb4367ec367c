import wgsl from "../../../shaders/linalg/matmul_tiled.wgsl?raw";
import { numberOf } from "../fields.ts";
import { matmulKernel } from "./matmul.ts";

/** Side of the tile of `out` that a workgroup computes. */
const TILE = 64;

/** For adapters with dedicated workgroup memory. Requires that k, n and, with TRANSPOSE_A, m are multiples of 4. */
export const matmul_tiled = matmulKernel({
  name: "matmul_tiled",
  wgsl,
  workgroup: {},
  grid: (params) => [
    Math.ceil(numberOf(params, "n") / TILE),
    Math.ceil(numberOf(params, "m") / TILE),
    numberOf(params, "batch"),
  ],
});
