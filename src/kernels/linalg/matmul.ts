/**
 * The parameters and bindings that all matmul variants share. matmul.choose.ts decides which variant serves a
 * shape.
 */
import { f32, numberOf, u32 } from "../fields.ts";
import type { Kernel, Numbers } from "../kernel.ts";
import { matmulReference } from "./matmul.ref.ts";
import { RATE_BINDINGS } from "../optim/rates.ts";

interface MatmulVariant {
  readonly name: string;
  readonly wgsl: string;
  /** The constants that only this variant has, such as the size of its workgroup. */
  readonly workgroup: Numbers;
  readonly grid: Kernel["grid"];
}

/**
 * Strides are the distances in elements from one batch entry to the next; with stride 0, all entries share an
 * operand. With ACCUMULATE, out = alpha · product + beta · out. If the product is a gradient, this is a whole
 * step of gradient descent. With RATES, the step's rates give alpha and beta.
 */
export function matmulKernel({ name, wgsl, workgroup, grid }: MatmulVariant): Kernel {
  const params = [
    ...u32("m", "n", "k", "batch", "stride_a", "stride_b", "stride_out"),
    ...f32("alpha", "beta"),
  ];
  return {
    name,
    wgsl,
    params,
    bindings: [
      { name: "a", access: "read" },
      { name: "b", access: "read" },
      { name: "out", access: "read_write" },
      ...RATE_BINDINGS,
    ],
    optional: RATE_BINDINGS.length,
    constants: { TRANSPOSE_A: 0, TRANSPOSE_B: 0, ACCUMULATE: 0, RATES: 0, ...workgroup },
    grid,
    reference: matmulReference,
    wasm: {
      name: "matmul",
      numbers: [...params.map((field) => field.name), "TRANSPOSE_A", "TRANSPOSE_B", "ACCUMULATE", "RATES"],
    },
  };
}

/** The grid for square tiles, one per invocation of a two-dimensional workgroup. */
export function tileGrid(tile: number): Kernel["grid"] {
  return (params, constants) => [
    Math.ceil(numberOf(params, "n") / (tile * numberOf(constants, "WORKGROUP_X"))),
    Math.ceil(numberOf(params, "m") / (tile * numberOf(constants, "WORKGROUP_Y"))),
    numberOf(params, "batch"),
  ];
}
