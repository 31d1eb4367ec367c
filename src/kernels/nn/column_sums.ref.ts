/** sums[b][j] = scale · Σ_i g[b][i][j]. */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const columnSumsReference: Reference = (params, _constants, tensors) => {
  const [g, sums] = tensors as [ReferenceTensor, ReferenceTensor];
  const rows = numberOf(params, "rows");
  const cols = numberOf(params, "cols");
  const scale = numberOf(params, "scale");
  for (let at = 0; at < numberOf(params, "batch") * cols; at++) {
    const from = Math.floor(at / cols) * rows * cols + (at % cols);
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += g[from + row * cols] as number;
    sums[at] = scale * sum;
  }
};
