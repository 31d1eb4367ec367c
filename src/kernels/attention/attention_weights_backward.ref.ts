/**
 * dscores[i][h][j] = w[j] (d[j] − Σ d w), with w = weights[i][h] and d[j] = da[i]·v[j] over the columns of
 * head h; 0 after the end of the span.
 */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const attentionWeightsBackwardReference: Reference = (params, _constants, tensors) => {
  const [da, v, spans, weights, dscores] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const rows = numberOf(params, "rows");
  const width = numberOf(params, "width");
  const heads = numberOf(params, "heads");
  const maxSpan = numberOf(params, "max_span");
  const size = width / heads;
  for (let row = 0; row < numberOf(params, "batch") * rows; row++) {
    const entry = Math.floor(row / rows) * rows;
    const first = spans[2 * row] as number;
    const count = (spans[2 * row + 1] as number) - first;
    for (let head = 0; head < heads; head++) {
      const at = (row * heads + head) * maxSpan;
      const d = Array.from({ length: count }, (_, j) => {
        let sum = 0;
        for (let c = head * size; c < (head + 1) * size; c++)
          sum += (da[row * width + c] as number) * (v[(entry + first + j) * width + c] as number);
        return sum;
      });
      const mean = d.reduce((sum, value, j) => sum + value * (weights[at + j] as number), 0);
      for (let j = 0; j < maxSpan; j++)
        dscores[at + j] = j < count ? (weights[at + j] as number) * ((d[j] as number) - mean) : 0;
    }
  }
};
