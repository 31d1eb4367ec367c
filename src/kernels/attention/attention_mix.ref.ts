/**
 * out[i] = scale · Σ_j m[i][h][j] x[j] over the span of row i, for the columns of head h. TRANSPOSE uses
 * m[j][h][i] instead of m[i][h][j].
 */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const attentionMixReference: Reference = (params, constants, tensors) => {
  const [weights, x, spans, out] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const rows = numberOf(params, "rows");
  const width = numberOf(params, "width");
  const heads = numberOf(params, "heads");
  const maxSpan = numberOf(params, "max_span");
  for (let row = 0; row < numberOf(params, "batch") * rows; row++) {
    const entry = Math.floor(row / rows) * rows;
    const first = spans[2 * row] as number;
    const end = spans[2 * row + 1] as number;
    for (let c = 0; c < width; c++) {
      const head = Math.floor((c * heads) / width);
      let sum = 0;
      for (let j = first; j < end; j++) {
        const [of, to] = constants["TRANSPOSE"] ? [entry + j, row - entry] : [row, j];
        sum +=
          (weights[(of * heads + head) * maxSpan + to - first] as number) *
          (x[(entry + j) * width + c] as number);
      }
      out[row * width + c] = numberOf(params, "scale") * sum;
    }
  }
};
