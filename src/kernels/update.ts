/** What the update kernels share: one invocation for four elements, batch included; hyper, w, g first. */
import { f32, numberOf, u32 } from "./fields.ts";
import { foldGrid } from "./grid.ts";
import type { Binding, Kernel, Reference } from "./kernel.ts";

interface UpdateRule {
  readonly name: string;
  readonly wgsl: string;
  /** Bindings after hyper, w and g. */
  readonly state: readonly Binding[];
  readonly reference: Reference;
}

/** Params: `count` elements of w; `rate_scale`, γ, multiplies the update but not the weight decay. */
export function updateKernel({ name, wgsl, state, reference }: UpdateRule): Kernel {
  return {
    name,
    wgsl,
    params: [...u32("count"), ...f32("rate_scale")],
    bindings: [
      { name: "hyper", access: "uniform" },
      { name: "w", access: "read_write" },
      { name: "g", access: "read" },
      ...state,
    ],
    constants: { WORKGROUP: 64 },
    grid: (params, constants) => foldGrid(numberOf(params, "count") / 4, numberOf(constants, "WORKGROUP")),
    reference,
  };
}
