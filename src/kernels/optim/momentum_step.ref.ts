/** v ← g + β₁ v; w ← w − η · rate_scale · v − η λ w. */
import { numberOf } from "../fields.ts";
import { unpackHyper } from "./hyper.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";
import { ratesNow } from "./rates.ts";

export const momentumStepReference: Reference = (params, constants, tensors) => {
  const [hyper, w, g, rates, step, v] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const [eta, weightDecay] = ratesNow(constants, rates, step);
  const { beta1 } = unpackHyper(hyper);
  const rate = eta * numberOf(params, "rate_scale");
  const count = numberOf(params, "count");
  for (let i = 0; i < count; i++) {
    const value = w[i] as number;
    const velocity = (g[i] as number) + beta1 * (v[i] as number);
    v[i] = velocity;
    w[i] = value - rate * velocity - eta * weightDecay * value;
  }
};
