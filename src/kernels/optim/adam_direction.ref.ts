/**
 * Updates Adam's moments of g and computes out = √(1 − beta2ᵗ) / (1 − beta1ᵗ) · first / (√second + epsilon).
 * As in GaLore's code, epsilon is added before the bias correction.
 */
import { numberOf } from "../fields.ts";
import { unpackHyper } from "./hyper.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const adamDirectionReference: Reference = (params, _constants, tensors) => {
  const [hyper, g, step, first, second, out] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const h = unpackHyper(hyper);
  const t = step[0] as number;
  const correction = Math.sqrt(-Math.expm1(t * h.log_beta2)) / -Math.expm1(t * h.log_beta1);
  for (let i = 0; i < numberOf(params, "count"); i++) {
    const gradient = g[i] as number;
    const m = h.beta1 * (first[i] as number) + h.one_minus_beta1 * gradient;
    const v = h.beta2 * (second[i] as number) + h.one_minus_beta2 * gradient * gradient;
    first[i] = m;
    second[i] = v;
    out[i] = (correction * m) / (Math.sqrt(v) + h.epsilon);
  }
};
