/** residual = scales[b] · mask ⊙ (value − wanted), with partial sums of squares in the kernel's strided order. */
import { numberOf } from "../fields.ts";
import type { Numbers, Reference, ReferenceTensor } from "../kernel.ts";

type Compared = readonly [
  value: ReferenceTensor,
  wanted: ReferenceTensor,
  mask: ReferenceTensor,
  scales: ReferenceTensor,
  residual: ReferenceTensor,
  partials: ReferenceTensor,
];

/** How a kernel distributes the elements of each batch entry over pairs of partial sums. */
interface Sums {
  /** Elements per batch entry. */
  readonly count: number;
  readonly batch: number;
  /** Pairs per batch entry. */
  readonly pairs: number;
  readonly pairOf: (element: number) => number;
}

/** Writes the residual, and adds each element's two squares to its pair. */
export function compare(constants: Numbers, tensors: Compared, { count, batch, pairs, pairOf }: Sums): void {
  const [value, wanted, mask, scales, residual, partials] = tensors;
  const masked = Boolean(constants["MASKED"]);
  const heldOut = Boolean(constants["HELD_OUT"]);
  partials.fill(0, 0, 2 * batch * pairs);
  for (let at = 0; at < batch * count; at++) {
    const entry = Math.floor(at / count);
    const pair = 2 * (entry * pairs + pairOf(at % count));
    const observed = masked ? (mask[at] as number) : 1;
    const difference = (value[at] as number) - (wanted[at] as number);
    residual[at] = (scales[entry] as number) * observed * difference;
    const weight = heldOut ? 1 - observed : 1;
    partials[pair] = (partials[pair] as number) + observed * difference * difference;
    partials[pair + 1] = (partials[pair + 1] as number) + weight * difference * difference;
  }
}

export const residualReference: Reference = (params, constants, tensors) => {
  const pairs = numberOf(params, "partial_count");
  compare(constants, tensors as Compared, {
    count: numberOf(params, "count"),
    batch: numberOf(params, "batch"),
    pairs,
    pairOf: (element) => Math.floor(element / 4) % pairs,
  });
};
