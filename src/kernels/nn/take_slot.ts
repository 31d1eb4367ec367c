import wgsl from "../../../shaders/nn/take_slot.wgsl?raw";
import { defineKernel, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/**
 * out[b] = source[step[b] % slots][b], as u32. Copies one step's data from a tensor that holds the data of many
 * steps. Params: elements per run, number of runs, number of steps in `source`. Step t is in slot t % slots.
 */
export const take_slot = defineKernel({
  name: "take_slot",
  wgsl,
  params: u32("count", "batch", "slots"),
  bindings: [...read("source", "step"), ...readWrite("out")],
  constants: { WORKGROUP: 64 },
  grid: ({ count, batch }, { WORKGROUP }) => foldGrid(batch * count, WORKGROUP),
  wasm: [],
  reference: ({ count, batch, slots }, _constants, [source, step, out]) => {
    for (let entry = 0; entry < batch; entry++) {
      const slot = ((step[entry] as number) % slots) * batch + entry;
      out.set(source.subarray(slot * count, (slot + 1) * count), entry * count);
    }
  },
});
