/** sigma[b][j] = ‖column j of matrix[b]‖. */
import { numberOf } from "./fields.ts";
import type { Reference, ReferenceTensor } from "./kernel.ts";

export const columnNormsReference: Reference = (params, _constants, tensors) => {
  const [matrix, sigma] = tensors as [ReferenceTensor, ReferenceTensor];
  const cols = numberOf(params, "cols");
  const size = numberOf(params, "rows") * cols;
  for (let i = 0; i < numberOf(params, "batch") * cols; i++) {
    const start = Math.floor(i / cols) * size;
    let sum = 0;
    for (let at = start + (i % cols); at < start + size; at += cols) sum += (matrix[at] as number) ** 2;
    sigma[i] = Math.sqrt(sum);
  }
};
