/** gradient = 2 scale (z − target) and partials = (‖z − target‖², z·target), row by row. */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const squaredDistanceReference: Reference = (params, _constants, tensors) => {
  const [z, targets, gradient, partials] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const cols = numberOf(params, "cols");
  for (let row = 0; row < numberOf(params, "batch") * numberOf(params, "rows"); row++) {
    let squares = 0;
    let product = 0;
    for (let i = row * cols; i < (row + 1) * cols; i++) {
      const difference = (z[i] as number) - (targets[i] as number);
      gradient[i] = 2 * numberOf(params, "scale") * difference;
      squares += difference ** 2;
      product += (z[i] as number) * (targets[i] as number);
    }
    partials[2 * row] = squares;
    partials[2 * row + 1] = product;
  }
};
