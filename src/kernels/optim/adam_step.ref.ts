/** Bias-corrected Adam with ε outside the root and decoupled weight decay. `rate_scale` scales the update. */
import { numberOf } from "../fields.ts";
import { unpackHyper } from "./hyper.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";
import { ratesNow } from "./rates.ts";

export const adamStepReference: Reference = (params, constants, tensors) => {
  const [hyper, w, g, rates, step, first, second] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const [eta, weightDecay] = ratesNow(constants, rates, step);
  const h = unpackHyper(hyper);
  const t = step[0] as number;
  const rate = eta * numberOf(params, "rate_scale");
  const correction1 = -Math.expm1(t * h.log_beta1);
  const correction2 = -Math.expm1(t * h.log_beta2);
  const count = numberOf(params, "count");
  for (let i = 0; i < count; i++) {
    const value = w[i] as number;
    const gradient = g[i] as number;
    const m = h.beta1 * (first[i] as number) + h.one_minus_beta1 * gradient;
    const v = h.beta2 * (second[i] as number) + h.one_minus_beta2 * gradient * gradient;
    first[i] = m;
    second[i] = v;
    const update = m / correction1 / (Math.sqrt(v / correction2) + h.epsilon);
    w[i] = value - rate * update - eta * weightDecay * value;
  }
};
