/** w ← w − η · rate_scale · g − η λ w. */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";
import { ratesNow } from "./rates.ts";

export const gdStepReference: Reference = (params, constants, tensors) => {
  const [w, g, rates, step] = tensors as [ReferenceTensor, ReferenceTensor, ReferenceTensor, ReferenceTensor];
  const [eta, weightDecay] = ratesNow(constants, rates, step);
  const rate = eta * numberOf(params, "rate_scale");
  const count = numberOf(params, "count");
  for (let i = 0; i < count; i++) {
    const value = w[i] as number;
    w[i] = value - rate * (g[i] as number) - eta * weightDecay * value;
  }
};
