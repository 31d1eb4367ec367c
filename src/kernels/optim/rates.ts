/**
 * Kernels read the learning rate and weight decay (training/rates.ts) from RATES pairs. Each update uses its
 * own step's pair.
 */
import type { Binding, ReferenceTensor, Numbers } from "../kernel.ts";

/**
 * The bindings of the pairs of rates and of the step counter. The counter is one ahead of the update's step.
 */
export const RATE_BINDINGS: readonly Binding[] = [
  { name: "rates", access: "read" },
  { name: "step", access: "read" },
];

/** The current update's pair, for the references. */
export function ratesNow(
  constants: Numbers,
  rates: ReferenceTensor,
  step: ReferenceTensor,
): readonly [number, number] {
  const count = constants["RATES"] as number;
  const at = 2 * (((step[0] as number) + count - 1) % count);
  return [rates[at] as number, rates[at + 1] as number];
}
