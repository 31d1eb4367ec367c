/** out ← out + x. */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const addReference: Reference = (params, _constants, tensors) => {
  const [x, out] = tensors as [ReferenceTensor, ReferenceTensor];
  for (let i = 0; i < numberOf(params, "count"); i++) out[i] = (out[i] as number) + (x[i] as number);
};
