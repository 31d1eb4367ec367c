import wgsl from "../../../shaders/loss/loss_history.wgsl?raw";
import { defineKernel, read, readWrite, type ReferenceTensor, u32 } from "../kernel.ts";

/**
 * history[step[b] % capacity][b] = [sum of the train partials, sum of the recovery partials]. With ADVANCE, step[b]
 * is then incremented. The history holds capacity × B pairs [train, recovery]. The kernel writes slot step %
 * capacity.
 */
export const loss_history = defineKernel({
  name: "loss_history",
  wgsl,
  params: u32("train_count", "recovery_count", "capacity", "batch"),
  bindings: [...read("train_partials", "recovery_partials"), ...readWrite("step", "history")],
  constants: { ADVANCE: 0, WORKGROUP: 64 },
  grid: ({ batch }) => [batch, 1, 1],
  wasm: ["ADVANCE"],
  reference: (
    { train_count: trainCount, recovery_count: recoveryCount, capacity, batch },
    { ADVANCE },
    [train, recovery, step, history],
  ) => {
    for (let entry = 0; entry < batch; entry++) {
      const at = step[entry] as number;
      const pair = 2 * ((at % capacity) * batch + entry);
      history[pair] = sumComponent(train, entry, trainCount, 0);
      history[pair + 1] = sumComponent(recovery, entry, recoveryCount, 1);
      if (ADVANCE) step[entry] = at + 1;
    }
  },
});

/** Sums one component over the `count` pairs of a batch entry. */
function sumComponent(pairs: ReferenceTensor, entry: number, count: number, component: 0 | 1): number {
  let sum = 0;
  for (let i = entry * count; i < (entry + 1) * count; i++) sum += pairs[2 * i + component] as number;
  return sum;
}
