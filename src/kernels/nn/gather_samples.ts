import wgsl from "../../../shaders/nn/gather_samples.wgsl?raw";
import { defineKernel, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/**
 * out[b][i] = source[p], out_labels[b][i] = labels[p], with p = order[step[b] % batches][b][i]. Params: rows per
 * mini-batch, columns, number of runs, number of mini-batches in `order`. Step t uses mini-batch t % batches.
 */
export const gather_samples = defineKernel({
  name: "gather_samples",
  wgsl,
  params: u32("rows", "cols", "batch", "batches"),
  bindings: [...read("source", "labels", "order", "step"), ...readWrite("out", "out_labels")],
  constants: { WORKGROUP: 64 },
  grid: ({ rows, cols, batch }, { WORKGROUP }) => foldGrid(batch * rows * cols, WORKGROUP),
  wasm: [],
  reference: ({ rows, cols, batch, batches }, _constants, [source, labels, order, step, out, outLabels]) => {
    for (let row = 0; row < batch * rows; row++) {
      const entry = Math.floor(row / rows);
      const slot = ((step[entry] as number) % batches) * batch + entry;
      const picked = order[slot * rows + (row % rows)] as number;
      out.set(source.subarray(picked * cols, (picked + 1) * cols), row * cols);
      outLabels[row] = labels[picked] as number;
    }
  },
});
