/** z = tanh(x) / ‖tanh(x)‖, row by row; a norm below 10⁻⁶ counts as 10⁻⁶. */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const tanhUnitReference: Reference = (params, _constants, tensors) => {
  const [x, z, norms] = tensors as [ReferenceTensor, ReferenceTensor, ReferenceTensor];
  const cols = numberOf(params, "cols");
  for (let row = 0; row < numberOf(params, "batch") * numberOf(params, "rows"); row++) {
    const from = row * cols;
    let squares = 0;
    for (let j = 0; j < cols; j++) squares += Math.tanh(x[from + j] as number) ** 2;
    const norm = Math.sqrt(Math.max(squares, 1e-12));
    for (let j = 0; j < cols; j++) z[from + j] = Math.tanh(x[from + j] as number) / norm;
    norms[row] = norm;
  }
};
