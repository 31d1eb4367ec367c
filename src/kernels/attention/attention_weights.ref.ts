/**
 * weights[i][h][j] = softmax over j of scale · q[i]·k[j], for the rows j in the span of row i and the columns
 * of head h; 0 after the end of the span.
 */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const attentionWeightsReference: Reference = (params, _constants, tensors) => {
  const [q, k, spans, weights] = tensors as [
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
      const out = (row * heads + head) * maxSpan;
      const scores = Array.from({ length: count }, (_, j) => {
        let sum = 0;
        for (let c = head * size; c < (head + 1) * size; c++)
          sum += (q[row * width + c] as number) * (k[(entry + first + j) * width + c] as number);
        return numberOf(params, "scale") * sum;
      });
      const largest = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - largest));
      const total = powers.reduce((a, b) => a + b, 0);
      for (let j = 0; j < maxSpan; j++) weights[out + j] = (powers[j] ?? 0) / (count > 0 ? total : 1);
    }
  }
};
