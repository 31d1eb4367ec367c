/** mean[s] = the mean of the rows of x in span s. A span is (first row, row after the last). */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const spanMeanReference: Reference = (params, _constants, tensors) => {
  const [x, spans, mean] = tensors as [ReferenceTensor, ReferenceTensor, ReferenceTensor];
  const count = numberOf(params, "spans");
  const cols = numberOf(params, "cols");
  for (let span = 0; span < numberOf(params, "batch") * count; span++) {
    const base = Math.floor(span / count) * numberOf(params, "rows");
    const first = spans[2 * span] as number;
    const end = spans[2 * span + 1] as number;
    for (let j = 0; j < cols; j++) {
      let sum = 0;
      for (let row = first; row < end; row++) sum += x[(base + row) * cols + j] as number;
      mean[span * cols + j] = sum / (end - first);
    }
  }
};
