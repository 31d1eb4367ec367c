/** out[b] = source[b] or its transpose. */
import { numberOf } from "./fields.ts";
import type { Reference, ReferenceTensor } from "./kernel.ts";

export const copyMatrixReference: Reference = (params, constants, tensors) => {
  const [source, out] = tensors as [ReferenceTensor, ReferenceTensor];
  const rows = numberOf(params, "rows");
  const cols = numberOf(params, "cols");
  const size = rows * cols;
  const [rowStep, columnStep] = constants["TRANSPOSE"] ? [1, rows] : [cols, 1];
  for (let start = 0; start < numberOf(params, "batch") * size; start += size)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < cols; column++)
        out[start + row * rowStep + column * columnStep] = source[start + row * cols + column] as number;
};
