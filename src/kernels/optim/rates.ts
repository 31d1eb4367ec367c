/**
 * Kernels read the learning rate (training/rates.ts) from RATES pairs. An update uses its own step's pair.
 */
import type { Binding, ReferenceTensor, Numbers } from "../kernel.ts";

/**
 * Bindings after a kernel's other tensors: the pairs and the step counter. The counter is one ahead of the
 * update.
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
