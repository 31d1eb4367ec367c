/** What the matmul variants share: parameters, bindings and grid. Which one serves a shape: matmul.choose.ts. */
import { numberOf, u32 } from "./fields.ts";
import type { Kernel } from "./kernel.ts";
import { matmulReference } from "./matmul.ref.ts";
import type { Numbers } from "./program.ts";

interface MatmulVariant {
  readonly name: string;
  readonly wgsl: string;
  /** Side of the square tile that one invocation computes. */
  readonly tile: number;
  readonly workgroup: readonly [x: number, y: number];
}

/** Strides are in elements between batch entries; 0 shares an operand between all of them. */
export function matmulKernel({ name, wgsl, tile, workgroup }: MatmulVariant): Kernel {
  return {
    name,
    wgsl,
    params: u32("m", "n", "k", "batch", "stride_a", "stride_b", "stride_out"),
    bindings: [
      { name: "a", access: "read" },
      { name: "b", access: "read" },
      { name: "out", access: "read_write" },
    ],
    constants: {
      TRANSPOSE_A: 0,
      TRANSPOSE_B: 0,
      ACCUMULATE: 0,
      WORKGROUP_X: workgroup[0],
      WORKGROUP_Y: workgroup[1],
    },
    grid: (params: Numbers, constants: Numbers) => [
      Math.ceil(numberOf(params, "n") / (tile * numberOf(constants, "WORKGROUP_X"))),
      Math.ceil(numberOf(params, "m") / (tile * numberOf(constants, "WORKGROUP_Y"))),
      numberOf(params, "batch"),
    ],
    reference: matmulReference,
  };
}
