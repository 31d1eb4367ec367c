/**
 * out[b] = source[step[b] % slots][b], as u32. Copies one step's data from a tensor that holds the data of
 * many steps.
 */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const takeSlotReference: Reference = (params, _constants, tensors) => {
  const [source, step, out] = tensors as [ReferenceTensor, ReferenceTensor, ReferenceTensor];
  const count = numberOf(params, "count");
  const batch = numberOf(params, "batch");
  for (let entry = 0; entry < batch; entry++) {
    const slot = ((step[entry] as number) % numberOf(params, "slots")) * batch + entry;
    out.set(source.subarray(slot * count, (slot + 1) * count), entry * count);
  }
};
