import wgsl from "../../shaders/residual.wgsl?raw";
import { f32, numberOf, u32 } from "./fields.ts";
import type { Kernel } from "./kernel.ts";
import { residualReference } from "./residual.ref.ts";

const PER_INVOCATION = 64;
const WORKGROUP = 64;

/** Pairs of partial sums for each batch entry of `count` elements: the `partial_count` of the kernel. */
export function partialCount(count: number): number {
  return Math.ceil(count / PER_INVOCATION);
}

/** Params: elements of a batch entry, batch entries, factor of the residual, pairs of partial sums. */
export const residual: Kernel = {
  name: "residual",
  wgsl,
  params: [...u32("count", "batch"), ...f32("scale"), ...u32("partial_count")],
  bindings: [
    { name: "value", access: "read" },
    { name: "wanted", access: "read" },
    { name: "mask", access: "read" },
    { name: "residual", access: "read_write" },
    { name: "partials", access: "read_write" },
  ],
  constants: { MASKED: 0, HELD_OUT: 0, PER_INVOCATION, WORKGROUP },
  grid: (params, constants) => [
    Math.ceil(numberOf(params, "partial_count") / numberOf(constants, "WORKGROUP")),
    numberOf(params, "batch"),
    1,
  ],
  reference: residualReference,
};
