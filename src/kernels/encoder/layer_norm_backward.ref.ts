/** dx ← dx + r (d − mean(d) − x̂ mean(d x̂)), row by row, with d = g · scale, x̂ = (x − mean) r and moments = (mean, r). */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const layerNormBackwardReference: Reference = (params, _constants, tensors) => {
  const [g, x, scale, moments, dx] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const cols = numberOf(params, "cols");
  for (let row = 0; row < numberOf(params, "batch") * numberOf(params, "rows"); row++) {
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
};
