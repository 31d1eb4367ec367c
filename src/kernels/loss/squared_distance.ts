import wgsl from "../../../shaders/loss/squared_distance.wgsl?raw";
import { defineKernel, f32, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/**
 * gradient = 2 scale (z − target) and partials = (‖z − target‖², z·target), row by row. Params: rows and columns
 * per run, number of runs, scale of the gradient.
 */
export const squared_distance = defineKernel({
  name: "squared_distance",
  wgsl,
  params: [...u32("rows", "cols", "batch"), ...f32("scale")],
  bindings: [...read("z", "targets"), ...readWrite("gradient", "partials")],
  constants: { WORKGROUP: 64 },
  grid: ({ rows, batch }) => foldGrid(batch * rows, 1),
  wasm: [],
  reference: ({ rows, cols, batch, scale }, _constants, [z, targets, gradient, partials]) => {
    for (let row = 0; row < batch * rows; row++) {
      let squares = 0;
      let product = 0;
      for (let i = row * cols; i < (row + 1) * cols; i++) {
        const difference = (z[i] as number) - (targets[i] as number);
        gradient[i] = 2 * scale * difference;
        squares += difference ** 2;
        product += (z[i] as number) * (targets[i] as number);
      }
      partials[2 * row] = squares;
      partials[2 * row + 1] = product;
    }
  },
});
