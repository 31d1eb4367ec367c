import wgsl from "../../../shaders/linalg/matvec.wgsl?raw";
import { numberOf } from "../fields.ts";
import { matmulKernel } from "./matmul.ts";

/** Requires that n is 1 and that k (or m, with TRANSPOSE_A) is a multiple of 4. */
export const matvec = matmulKernel({
  name: "matvec",
  wgsl,
  workgroup: { WORKGROUP: 64 },
  grid: (params, constants) => {
    const rows = numberOf(constants, "TRANSPOSE_A") ? 4 : 1;
    const invocations = Math.ceil(numberOf(params, "m") / rows);
    return [Math.ceil(invocations / numberOf(constants, "WORKGROUP")), numberOf(params, "batch"), 1];
  },
});
