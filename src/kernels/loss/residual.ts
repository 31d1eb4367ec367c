import wgsl from "../../../shaders/loss/residual.wgsl?raw";
import anyWgsl from "../../../shaders/loss/residual_any.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import type { Kernel } from "../kernel.ts";
import { residualReference } from "./residual.ref.ts";

/** Largest number of elements that a pair of partial sums covers. */
const PER_PAIR = 64;

/** Pairs of partial sums per batch entry of `count` elements: the kernel's `partial_count`. */
export function partialCount(count: number): number {
  return Math.ceil(count / PER_PAIR);
}

/** Params: elements per batch entry, number of batch entries, pairs of partial sums per batch entry. */
function residualKernel(name: string, text: string): Kernel {
  return {
    name,
    wgsl: text,
    params: u32("count", "batch", "partial_count"),
    bindings: [
      { name: "value", access: "read" },
      { name: "wanted", access: "read" },
      { name: "mask", access: "read" },
      { name: "scales", access: "read" },
      { name: "residual", access: "read_write" },
      { name: "partials", access: "read_write" },
    ],
    constants: { MASKED: 0, HELD_OUT: 0, WORKGROUP: 64 },
    grid: (params, constants) => [
      Math.ceil(numberOf(params, "partial_count") / numberOf(constants, "WORKGROUP")),
      numberOf(params, "batch"),
      1,
    ],
    reference: residualReference,
    wasm: { name: "residual", numbers: ["count", "batch", "partial_count", "MASKED", "HELD_OUT"] },
  };
}

/** Requires that every batch entry begins at a whole vec4. */
export const residual = residualKernel("residual", wgsl);
export const residual_any = residualKernel("residual_any", anyWgsl);

/** Chooses the kernel for `batch` entries of `count` elements. */
export function chooseResidual(count: number, batch: number): Kernel {
  return batch === 1 || count % 4 === 0 ? residual : residual_any;
}
