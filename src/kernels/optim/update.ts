/**
 * The common part of the update kernels. One invocation updates four elements of `w`. The first bindings are
 * `hyper` (if needed), `w`, `g`, `rates` and `step`.
 */
import { f32, numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Binding, Kernel, Reference } from "../kernel.ts";
import { RATE_BINDINGS } from "./rates.ts";

interface UpdateRule {
  /** False for plain gradient descent, which has no hyper-parameters. */
  readonly usesHyper: boolean;
  readonly name: string;
  readonly wgsl: string;
  /** The bindings after the common ones. */
  readonly state: readonly Binding[];
  readonly reference: Reference;
}

/**
 * Params: the number of elements of w, and `rate_scale`, which scales the update but not the weight decay.
 * The rates are pairs (η, λ).
 */
export function updateKernel({ name, wgsl, usesHyper, state, reference }: UpdateRule): Kernel {
  return {
    name,
    wgsl,
    params: [...u32("count"), ...f32("rate_scale")],
    bindings: [
      ...(usesHyper ? [{ name: "hyper", access: "uniform" } as const] : []),
      { name: "w", access: "read_write" },
      { name: "g", access: "read" },
      ...RATE_BINDINGS,
      ...state,
    ],
    constants: { RATES: 1, WORKGROUP: 64 },
    grid: (params, constants) => foldGrid(numberOf(params, "count") / 4, numberOf(constants, "WORKGROUP")),
    reference,
    wasm: { name, numbers: ["count", "rate_scale", "RATES"] },
  };
}
