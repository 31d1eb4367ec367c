/** residual = scale · mask ⊙ (value − wanted), with partial sums in the kernel's own strided order. */
import { numberOf } from "./fields.ts";
import type { Reference, ReferenceTensor } from "./kernel.ts";

export const residualReference: Reference = (params, constants, tensors) => {
  const [value, wanted, mask, residual, partials] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const count = numberOf(params, "count");
  const partialCount = numberOf(params, "partial_count");
  const scale = numberOf(params, "scale");
  const masked = Boolean(constants["MASKED"]);
  const heldOut = Boolean(constants["HELD_OUT"]);
  const pairs = numberOf(params, "batch") * partialCount;
  for (let pair = 0; pair < pairs; pair++) {
    const t = pair % partialCount;
    const start = Math.floor(pair / partialCount) * count;
    let train = 0;
    let recovery = 0;
    for (let at = start + t; at < start + count; at += partialCount) {
      const observed = masked ? (mask[at] as number) : 1;
      const difference = (value[at] as number) - (wanted[at] as number);
      residual[at] = scale * observed * difference;
      train += observed * difference * difference;
      recovery += (heldOut ? 1 - observed : 1) * difference * difference;
    }
    partials[2 * pair] = train;
    partials[2 * pair + 1] = recovery;
  }
};
