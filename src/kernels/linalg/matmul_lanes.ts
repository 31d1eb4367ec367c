import wgsl from "../../../shaders/linalg/matmul_lanes.wgsl?raw";
import { numberOf } from "../fields.ts";
import { matmulKernel } from "./matmul.ts";

/**
 * Accepts any shape and alignment; requires a device with subgroups. Neighbouring invocations read the
 * elements that they share only once.
 */
export const matmul_lanes = matmulKernel({
  name: "matmul_lanes",
  wgsl,
  workgroup: { TALL: 0, GROUPS: 4, WORKGROUP_X: 8 },
  grid: (params, constants) => {
    const [m, n] = [numberOf(params, "m"), numberOf(params, "n")];
    const [lines, length] = numberOf(constants, "TALL") ? [n, m] : [m, n];
    return [
      Math.ceil(length / (16 * numberOf(constants, "WORKGROUP_X"))),
      Math.ceil(lines / (4 * numberOf(constants, "GROUPS"))),
      numberOf(params, "batch"),
    ];
  },
});
