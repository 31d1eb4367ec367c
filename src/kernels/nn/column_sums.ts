import wgsl from "../../../shaders/nn/column_sums.wgsl?raw";
import { defineKernel, f32, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/** sums[b][j] = scale · Σ_i g[b][i][j]. Params: rows and columns of g per run, number of runs, factor of every sum. */
export const column_sums = defineKernel({
  name: "column_sums",
  wgsl,
  params: [...u32("rows", "cols", "batch"), ...f32("scale")],
  bindings: [...read("g"), ...readWrite("sums")],
  constants: { WORKGROUP: 64 },
  grid: ({ cols, batch }, { WORKGROUP }) => foldGrid(batch * cols, WORKGROUP),
  wasm: [],
  reference: ({ rows, cols, batch, scale }, _constants, [g, sums]) => {
    for (let at = 0; at < batch * cols; at++) {
      const from = Math.floor(at / cols) * rows * cols + (at % cols);
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += g[from + row * cols] as number;
      sums[at] = scale * sum;
    }
  },
});
