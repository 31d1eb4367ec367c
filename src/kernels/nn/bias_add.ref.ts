/** x ← gain · x + bias, with the bias added to every row. With RELU, max(0, ·) is then applied. */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const biasAddReference: Reference = (params, constants, tensors) => {
  const [bias, x] = tensors as [ReferenceTensor, ReferenceTensor];
  const rows = numberOf(params, "rows");
  const cols = numberOf(params, "cols");
  const gain = numberOf(params, "gain");
  const relu = Boolean(constants["RELU"]);
  for (let row = 0, at = 0; row < numberOf(params, "batch") * rows; row++) {
    const from = Math.floor(row / rows) * cols;
    for (let j = 0; j < cols; j++, at++) {
      const sum = gain * (x[at] as number) + (bias[from + j] as number);
      x[at] = relu ? Math.max(0, sum) : sum;
    }
  }
};
