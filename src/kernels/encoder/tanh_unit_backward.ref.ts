/** dx = (g − z (z·g)) / norm · (1 − t²), row by row, with t = z · norm. */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const tanhUnitBackwardReference: Reference = (params, _constants, tensors) => {
  const [g, z, norms, dx] = tensors as [ReferenceTensor, ReferenceTensor, ReferenceTensor, ReferenceTensor];
  const cols = numberOf(params, "cols");
  for (let row = 0; row < numberOf(params, "batch") * numberOf(params, "rows"); row++) {
    const from = row * cols;
    const norm = norms[row] as number;
    let along = 0;
    for (let j = 0; j < cols; j++) along += (z[from + j] as number) * (g[from + j] as number);
    for (let j = 0; j < cols; j++) {
      const unit = z[from + j] as number;
      dx[from + j] = (((g[from + j] as number) - unit * along) / norm) * (1 - (unit * norm) ** 2);
    }
  }
};
