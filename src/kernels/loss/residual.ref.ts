/** residual = s_b · mask ⊙ (value − wanted), with partial sums in the kernel's own strided order. */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const residualReference: Reference = (params, constants, tensors) => {
  const [value, wanted, mask, scales, residual, partials] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const count = numberOf(params, "count");
  const partialCount = numberOf(params, "partial_count");
  const masked = Boolean(constants["MASKED"]);
  const heldOut = Boolean(constants["HELD_OUT"]);
  partials.fill(0, 0, 2 * numberOf(params, "batch") * partialCount);
  for (let at = 0; at < numberOf(params, "batch") * count; at++) {
    const entry = Math.floor(at / count);
    const quad = Math.floor((at % count) / 4);
    const pair = entry * partialCount + (quad % partialCount);
    const observed = masked ? (mask[at] as number) : 1;
    const difference = (value[at] as number) - (wanted[at] as number);
    residual[at] = (scales[entry] as number) * observed * difference;
    partials[2 * pair] = (partials[2 * pair] as number) + observed * difference * difference;
    const weight = heldOut ? 1 - observed : 1;
    partials[2 * pair + 1] = (partials[2 * pair + 1] as number) + weight * difference * difference;
  }
};
