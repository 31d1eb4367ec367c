/** y = (x − mean) / √(variance + 10⁻⁶) · scale + bias, row by row; the variance is the mean of (x − mean)². */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const layerNormReference: Reference = (params, _constants, tensors) => {
  const [x, scale, bias, y, moments] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const cols = numberOf(params, "cols");
  for (let row = 0; row < numberOf(params, "batch") * numberOf(params, "rows"); row++) {
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
};

/** The ε that the encoder was trained with. */
const NORM_EPSILON = 1e-6;
