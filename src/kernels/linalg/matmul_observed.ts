import wgsl from "../../../shaders/linalg/matmul_observed.wgsl?raw";
import { numberOf } from "../fields.ts";
import { matmulKernel } from "./matmul.ts";
import type { Dispatch } from "../program.ts";
import { matmulObservedReference } from "./matmul_observed.ref.ts";
import { RATE_BINDINGS } from "../optim/rates.ts";

const product = matmulKernel({
  name: "matmul_observed",
  wgsl,
  workgroup: { GROUPS: 5, WORKGROUP: 16 },
  grid: (params, constants) => {
    const [m, n] = [numberOf(params, "m"), numberOf(params, "n")];
    const [lines, width] = numberOf(constants, "TRANSPOSE_A") ? [n, m] : [m, n];
    return [
      Math.ceil(lines / numberOf(constants, "WORKGROUP")),
      Math.ceil(width / (4 * numberOf(constants, "GROUPS"))),
      numberOf(params, "batch"),
    ];
  },
});

/** Index of `entries` among the tensors. */
const ENTRIES = 4;

/**
 * Fraction of D's entries that a product multiplies, from the `lengths` of its program's tensors; 1 for other
 * kernels.
 */
export function densityOf(
  { kernel, params, constants, tensors }: Dispatch,
  lengths: ReadonlyMap<string, number>,
): number {
  const entries = tensors[ENTRIES];
  if (kernel.name !== matmul_observed.name || entries === undefined) return 1;
  const { m = 0, n = 0, k = 0, batch = 0 } = params;
  return (lengths.get(entries) ?? 0) / (batch * k * (constants["TRANSPOSE_A"] === 1 ? n : m));
}

/**
 * A product with a sparse matrix whose observed entries are listed by row or by column. Accepts any shape and
 * alignment.
 */
export const matmul_observed = {
  ...product,
  bindings: [
    ...product.bindings.slice(0, -RATE_BINDINGS.length),
    { name: "starts", access: "read" },
    { name: "entries", access: "read" },
    ...RATE_BINDINGS,
  ],
  constants: { ...product.constants, TRANSPOSE_B: 1 },
  reference: matmulObservedReference,
  wasm: {
    name: "matmul_observed",
    numbers: [...product.params.map((field) => field.name), "TRANSPOSE_A", "ACCUMULATE", "RATES"],
  },
} as const;
