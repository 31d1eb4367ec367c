import wgsl from "../../../shaders/nn/gather_rows.wgsl?raw";
import { defineKernel, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/**
 * Copies a step's mini-batch: `rows` rows of `cols` elements for each of the `batch` entries. The entry's step
 * counter selects the mini-batch. `index` holds the row numbers of `capacity` steps.
 */
export const gather_rows = defineKernel({
  name: "gather_rows",
  wgsl,
  params: u32("rows", "cols", "batch", "capacity"),
  bindings: [...read("source", "index", "step"), ...readWrite("out")],
  constants: { WORKGROUP: 64 },
  grid: ({ rows, cols, batch }, { WORKGROUP }) => foldGrid(batch * rows * cols, WORKGROUP),
  reference: ({ rows, cols, batch, capacity }, _constants, [source, index, step, out]) => {
    for (let entry = 0; entry < batch; entry++) {
      const slot = (step[entry] as number) % capacity;
      for (let r = 0; r < rows; r++) {
        const from = (index[(slot * batch + entry) * rows + r] as number) * cols;
        out.set(source.subarray(from, from + cols), (entry * rows + r) * cols);
      }
    }
  },
});
