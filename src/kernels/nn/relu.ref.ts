/** x ← max(0, x). */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const reluReference: Reference = (params, _constants, tensors) => {
  const [x] = tensors as [ReferenceTensor];
  for (let i = 0; i < numberOf(params, "count"); i++) x[i] = Math.max(0, x[i] as number);
};
