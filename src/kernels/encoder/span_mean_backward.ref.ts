/**
 * dx[row] = g[s] / (length of span s), where span s contains the row; 0 in rows after the last span. Spans
 * ascend without gaps from row 0.
 */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const spanMeanBackwardReference: Reference = (params, _constants, tensors) => {
  const [g, spans, dx] = tensors as [ReferenceTensor, ReferenceTensor, ReferenceTensor];
  const rows = numberOf(params, "rows");
  const count = numberOf(params, "spans");
  const cols = numberOf(params, "cols");
  dx.fill(0);
  for (let span = 0; span < numberOf(params, "batch") * count; span++) {
    const base = Math.floor(span / count) * rows;
    const first = spans[2 * span] as number;
    const end = spans[2 * span + 1] as number;
    for (let row = first; row < end; row++)
      for (let j = 0; j < cols; j++)
        dx[(base + row) * cols + j] = (g[span * cols + j] as number) / (end - first);
  }
};
