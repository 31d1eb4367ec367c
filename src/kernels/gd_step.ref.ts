/** w ← w − η · rate_scale · g − η λ w. */
import { numberOf } from "./fields.ts";
import { unpackHyper } from "./hyper.ts";
import type { Reference, ReferenceTensor } from "./kernel.ts";

export const gdStepReference: Reference = (params, _constants, tensors) => {
  const [hyper, w, g] = tensors as [ReferenceTensor, ReferenceTensor, ReferenceTensor];
  const { eta, weight_decay } = unpackHyper(hyper);
  const rate = eta * numberOf(params, "rate_scale");
  const count = numberOf(params, "count");
  for (let i = 0; i < count; i++) {
    const value = w[i] as number;
    w[i] = value - rate * (g[i] as number) - eta * weight_decay * value;
  }
};
