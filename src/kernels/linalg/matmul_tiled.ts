import wgsl from "../../../shaders/linalg/matmul_tiled.wgsl?raw";
import { numberOf } from "../fields.ts";
import { matmulKernel } from "./matmul.ts";

/** Side of the part of out that a workgroup makes. */
const TILE = 64;

/** k, n and, with TRANSPOSE_A, m are multiples of 4. For adapters whose workgroup memory is a memory of its own. */
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
