import wgsl from "../../../shaders/linalg/matmul_observed.wgsl?raw";
import { defineKernel, read, readWrite } from "../kernel.ts";
import { RATE_BINDINGS } from "../optim/hyper.ts";
import type { Dispatch } from "../program.ts";
import { MATMUL_CONSTANTS, MATMUL_PARAMS, scalesOf } from "./matmul.ts";

/**
 * A product with a sparse matrix D whose observed entries are listed by row or by column: out = D · bᵀ, or aᵀ · D with
 * TRANSPOSE_A. Accepts any shape and alignment. The reference adds only the products with D's observed entries, line by
 * line in the order of `entries`.
 */
export const matmul_observed = defineKernel({
  name: "matmul_observed",
  wgsl,
  params: MATMUL_PARAMS,
  bindings: [...read("a", "b"), ...readWrite("out"), ...read("starts", "entries"), ...RATE_BINDINGS],
  optional: RATE_BINDINGS.length,
  constants: { ...MATMUL_CONSTANTS, TRANSPOSE_B: 1, GROUPS: 5, WORKGROUP: 16 },
  grid: ({ m, n, batch }, { TRANSPOSE_A, GROUPS, WORKGROUP }) => {
    const [lines, width] = TRANSPOSE_A ? [n, m] : [m, n];
    return [Math.ceil(lines / WORKGROUP), Math.ceil(width / (4 * GROUPS)), batch];
  },
  wasm: ["TRANSPOSE_A", "ACCUMULATE", "RATES"],
  reference: (params, constants, [a, b, out, starts, entries, rates, step]) => {
    const { m, n, k, batch, stride_a: strideA, stride_b: strideB, stride_out: strideOut } = params;
    const [alpha, beta] = scalesOf(params, constants, rates, step);
    const isRight = Boolean(constants.TRANSPOSE_A);
    const [lines, width] = isRight ? [n, m] : [m, n];
    for (let entry = 0; entry < batch; entry++)
      for (let line = 0; line < lines; line++) {
        const [from, to] = [entry * lines + line, entry * lines + line + 1].map((at) => starts[at] as number);
        const seen = entries.subarray(from, to);
        for (let c = 0; c < width; c++) {
          let sum = 0;
          for (const at of seen) {
            const atA = isRight ? at * m + c : line * k + at;
            const atB = isRight ? at * n + line : c * k + at;
            sum += (a[entry * strideA + atA] as number) * (b[entry * strideB + atB] as number);
          }
          const i = entry * strideOut + (isRight ? c * n + line : line * n + c);
          out[i] = alpha * sum + (beta === 0 ? 0 : beta * (out[i] as number));
        }
      }
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
