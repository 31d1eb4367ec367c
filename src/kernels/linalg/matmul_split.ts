import wgsl from "../../../shaders/linalg/matmul_split.wgsl?raw";
import { numberOf } from "../fields.ts";
import { matmulKernel } from "./matmul.ts";

/**
 * A product with few outputs: many invocations share each sum over k. k, n and, with TRANSPOSE_A, m are
 * multiples of 4.
 */
export const matmul_split = matmulKernel({
  name: "matmul_split",
  wgsl,
  workgroup: { WORKGROUP_X: 4, SLICES: 16 },
  grid: (params, constants) => [
    Math.ceil(numberOf(params, "n") / (4 * numberOf(constants, "WORKGROUP_X"))),
    Math.ceil(numberOf(params, "m") / 4),
    numberOf(params, "batch"),
  ],
});
