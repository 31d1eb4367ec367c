/** g ← gain · g where h > 0, else 0. */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const reluBackwardReference: Reference = (params, _constants, tensors) => {
  const [h, g] = tensors as [ReferenceTensor, ReferenceTensor];
  const gain = numberOf(params, "gain");
  for (let i = 0; i < numberOf(params, "count"); i++)
    g[i] = (h[i] as number) > 0 ? gain * (g[i] as number) : 0;
};
