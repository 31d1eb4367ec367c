import wgsl from "../../../shaders/linalg/matmul_split.wgsl?raw";
import { numberOf } from "../fields.ts";
import { matmulKernel } from "./matmul.ts";

/**
 * For products with few outputs: several invocations share each sum over k. Requires that k, n and, with
 * TRANSPOSE_A, m are multiples of 4.
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
