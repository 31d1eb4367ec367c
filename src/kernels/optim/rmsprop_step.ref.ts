/** RMSprop with ε outside the root and decoupled weight decay. `rate_scale` scales the update. */
import { numberOf } from "../fields.ts";
import { unpackHyper } from "./hyper.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";
import { ratesNow } from "./rates.ts";

export const rmspropStepReference: Reference = (params, constants, tensors) => {
  const [hyper, w, g, rates, step, second] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const [eta, weightDecay] = ratesNow(constants, rates, step);
  const h = unpackHyper(hyper);
  const rate = eta * numberOf(params, "rate_scale");
  const count = numberOf(params, "count");
  for (let i = 0; i < count; i++) {
    const value = w[i] as number;
    const gradient = g[i] as number;
    const v = h.beta2 * (second[i] as number) + h.one_minus_beta2 * gradient * gradient;
    second[i] = v;
    w[i] = value - (rate * gradient) / (Math.sqrt(v) + h.epsilon) - eta * weightDecay * value;
  }
};
