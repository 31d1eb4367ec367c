/** out = diag(scale) x. */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const scaleRowsReference: Reference = (params, _constants, tensors) => {
  const [scale, x, out] = tensors as [ReferenceTensor, ReferenceTensor, ReferenceTensor];
  const cols = numberOf(params, "cols");
  for (let i = 0; i < numberOf(params, "batch") * numberOf(params, "rows") * cols; i++)
    out[i] = (scale[Math.floor(i / cols)] as number) * (x[i] as number);
};
