/**
 * out = D · bᵀ, or aᵀ · D with TRANSPOSE_A. Adds only the products with D's observed entries, line by line in
 * the order of `entries`.
 */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";
import { scalesOf } from "./matmul.ref.ts";

export const matmulObservedReference: Reference = (params, constants, tensors) => {
  const [a, b, out, starts, entries, rates, step] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const [m, n, k] = [numberOf(params, "m"), numberOf(params, "n"), numberOf(params, "k")];
  const [strideA, strideB] = [numberOf(params, "stride_a"), numberOf(params, "stride_b")];
  const [alpha, beta] = scalesOf(params, constants, rates, step);
  const isRight = Boolean(constants["TRANSPOSE_A"]);
  const [lines, width] = isRight ? [n, m] : [m, n];
  for (let entry = 0; entry < numberOf(params, "batch"); entry++)
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
        const i = entry * numberOf(params, "stride_out") + (isRight ? c * n + line : line * n + c);
        out[i] = alpha * sum + (beta === 0 ? 0 : beta * (out[i] as number));
      }
    }
};
