/**
 * history[step[b] % capacity][b] = [sum of the train partials, sum of the recovery partials]. With ADVANCE,
 * step[b] is then incremented.
 */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const lossHistoryReference: Reference = (params, constants, tensors) => {
  const [train, recovery, step, history] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const trainCount = numberOf(params, "train_count");
  const recoveryCount = numberOf(params, "recovery_count");
  const batch = numberOf(params, "batch");
  for (let entry = 0; entry < batch; entry++) {
    const at = step[entry] as number;
    const pair = 2 * ((at % numberOf(params, "capacity")) * batch + entry);
    history[pair] = sumComponent(train, entry, trainCount, 0);
    history[pair + 1] = sumComponent(recovery, entry, recoveryCount, 1);
    if (constants["ADVANCE"]) step[entry] = at + 1;
  }
};

/** Sums one component over the `count` pairs of a batch entry. */
function sumComponent(pairs: ReferenceTensor, entry: number, count: number, component: 0 | 1): number {
  let sum = 0;
  for (let i = entry * count; i < (entry + 1) * count; i++) sum += pairs[2 * i + component] as number;
  return sum;
}
