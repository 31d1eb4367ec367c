import wgsl from "../../../shaders/encoder/scale_rows.wgsl?raw";
import { defineKernel, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/** out = diag(scale) x. Params: rows and columns of x per run, number of runs. */
export const scale_rows = defineKernel({
  name: "scale_rows",
  wgsl,
  params: u32("rows", "cols", "batch"),
  bindings: [...read("scale", "x"), ...readWrite("out")],
  constants: { WORKGROUP: 64 },
  grid: ({ rows, cols, batch }, { WORKGROUP }) => foldGrid(batch * rows * cols, WORKGROUP),
  wasm: [],
  reference: ({ rows, cols, batch }, _constants, [scale, x, out]) => {
    for (let i = 0; i < batch * rows * cols; i++)
      out[i] = (scale[Math.floor(i / cols)] as number) * (x[i] as number);
  },
});
