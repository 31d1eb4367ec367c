import tanhUnitWgsl from "../../../shaders/encoder/tanh_unit.wgsl?raw";
import tanhUnitBackwardWgsl from "../../../shaders/encoder/tanh_unit_backward.wgsl?raw";
import { defineKernel, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/**
 * z = tanh(x) / ‖tanh(x)‖, row by row; a norm below 10⁻⁶ counts as 10⁻⁶. Params: rows and columns per run, number
 * of runs. `norms` holds ‖tanh(x)‖ of each row.
 */
export const tanh_unit = defineKernel({
  name: "tanh_unit",
  wgsl: tanhUnitWgsl,
  params: u32("rows", "cols", "batch"),
  bindings: [...read("x"), ...readWrite("z", "norms")],
  constants: { WORKGROUP: 64 },
  grid: ({ rows, batch }) => foldGrid(batch * rows, 1),
  wasm: [],
  reference: ({ rows, cols, batch }, _constants, [x, z, norms]) => {
    for (let row = 0; row < batch * rows; row++) {
      const from = row * cols;
      let squares = 0;
      for (let j = 0; j < cols; j++) squares += Math.tanh(x[from + j] as number) ** 2;
      const norm = Math.sqrt(Math.max(squares, 1e-12));
      for (let j = 0; j < cols; j++) z[from + j] = Math.tanh(x[from + j] as number) / norm;
      norms[row] = norm;
    }
  },
});

/**
 * dx = (g − z (z·g)) / norm · (1 − t²), row by row, with t = z · norm. Params: rows and columns per run, number of
 * runs.
 */
export const tanh_unit_backward = defineKernel({
  name: "tanh_unit_backward",
  wgsl: tanhUnitBackwardWgsl,
  params: u32("rows", "cols", "batch"),
  bindings: [...read("g", "z", "norms"), ...readWrite("dx")],
  constants: { WORKGROUP: 64 },
  grid: ({ rows, batch }) => foldGrid(batch * rows, 1),
  wasm: [],
  reference: ({ rows, cols, batch }, _constants, [g, z, norms, dx]) => {
    for (let row = 0; row < batch * rows; row++) {
      const from = row * cols;
      const norm = norms[row] as number;
      let along = 0;
      for (let j = 0; j < cols; j++) along += (z[from + j] as number) * (g[from + j] as number);
      for (let j = 0; j < cols; j++) {
        const unit = z[from + j] as number;
        dx[from + j] = (((g[from + j] as number) - unit * along) / norm) * (1 - (unit * norm) ** 2);
      }
    }
  },
});
