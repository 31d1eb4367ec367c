import wgsl from "../../../shaders/nn/bias_add.wgsl?raw";
import { defineKernel, f32, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/**
 * x ← gain · x + bias, with the bias added to every row. With RELU, max(0, ·) is then applied. Params: rows and
 * columns of x per run, number of runs, gain.
 */
export const bias_add = defineKernel({
  name: "bias_add",
  wgsl,
  params: [...u32("rows", "cols", "batch"), ...f32("gain")],
  bindings: [...read("bias"), ...readWrite("x")],
  constants: { RELU: 0, WORKGROUP: 64 },
  grid: ({ rows, cols, batch }, { WORKGROUP }) => foldGrid(batch * rows * cols, WORKGROUP),
  wasm: ["RELU"],
  reference: ({ rows, cols, batch, gain }, { RELU }, [bias, x]) => {
    for (let row = 0, at = 0; row < batch * rows; row++) {
      const from = Math.floor(row / rows) * cols;
      for (let j = 0; j < cols; j++, at++) {
        const sum = gain * (x[at] as number) + (bias[from + j] as number);
        x[at] = RELU ? Math.max(0, sum) : sum;
      }
    }
  },
});
