import layerNormWgsl from "../../../shaders/encoder/layer_norm.wgsl?raw";
import layerNormBackwardWgsl from "../../../shaders/encoder/layer_norm_backward.wgsl?raw";
import { defineKernel, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/**
 * y = (x − mean) / √(variance + 10⁻⁶) · scale + bias, row by row; the variance is the mean of (x − mean)². Params:
 * rows and columns per run, number of runs. All runs share `scale` and `bias`. `moments` holds the mean and
 * 1/√(variance + ε) of each row.
 */
export const layer_norm = defineKernel({
  name: "layer_norm",
  wgsl: layerNormWgsl,
  params: u32("rows", "cols", "batch"),
  bindings: [...read("x", "scale", "bias"), ...readWrite("y", "moments")],
  constants: { WORKGROUP: 64 },
  grid: ({ rows, batch }) => foldGrid(batch * rows, 1),
  wasm: [],
  reference: ({ rows, cols, batch }, _constants, [x, scale, bias, y, moments]) => {
    for (let row = 0; row < batch * rows; row++) {
      const from = row * cols;
      let mean = 0;
      for (let j = 0; j < cols; j++) mean += (x[from + j] as number) / cols;
      let variance = 0;
      for (let j = 0; j < cols; j++) variance += ((x[from + j] as number) - mean) ** 2 / cols;
      const inverse = 1 / Math.sqrt(variance + NORM_EPSILON);
      for (let j = 0; j < cols; j++)
        y[from + j] = ((x[from + j] as number) - mean) * inverse * (scale[j] as number) + (bias[j] as number);
      moments[2 * row] = mean;
      moments[2 * row + 1] = inverse;
    }
  },
});

/** The ε that the encoder was trained with. */
const NORM_EPSILON = 1e-6;

/**
 * dx ← dx + r (d − mean(d) − x̂ mean(d x̂)), row by row, with d = g · scale, x̂ = (x − mean) r and moments = (mean,
 * r). Params: rows and columns per run, number of runs.
 */
export const layer_norm_backward = defineKernel({
  name: "layer_norm_backward",
  wgsl: layerNormBackwardWgsl,
  params: u32("rows", "cols", "batch"),
  bindings: [...read("g", "x", "scale", "moments"), ...readWrite("dx")],
  constants: { WORKGROUP: 64 },
  grid: ({ rows, batch }) => foldGrid(batch * rows, 1),
  wasm: [],
  reference: ({ rows, cols, batch }, _constants, [g, x, scale, moments, dx]) => {
    for (let row = 0; row < batch * rows; row++) {
      const from = row * cols;
      const mean = moments[2 * row] as number;
      const inverse = moments[2 * row + 1] as number;
      let meanD = 0;
      let meanDx = 0;
      for (let j = 0; j < cols; j++) {
        const d = (g[from + j] as number) * (scale[j] as number);
        meanD += d / cols;
        meanDx += (d * ((x[from + j] as number) - mean) * inverse) / cols;
      }
      for (let j = 0; j < cols; j++) {
        const d = (g[from + j] as number) * (scale[j] as number);
        const normal = ((x[from + j] as number) - mean) * inverse;
        dx[from + j] = (dx[from + j] as number) + inverse * (d - meanD - normal * meanDx);
      }
    }
  },
});
