/**
 * out[i] += scale · Σⱼ (g[i]·g[j]) (u[i]·u[j]) over the rows j of the span of row i. Rows without a span do
 * not change.
 */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const spanGramReference: Reference = (params, _constants, tensors) => {
  const [g, u, spans, out] = tensors as [ReferenceTensor, ReferenceTensor, ReferenceTensor, ReferenceTensor];
  const rows = numberOf(params, "rows");
  const ofG = numberOf(params, "g_cols");
  const ofU = numberOf(params, "u_cols");
  for (let row = 0; row < numberOf(params, "batch") * rows; row++) {
    const base = Math.floor(row / rows) * rows;
    let sum = 0;
    for (let j = spans[2 * row] as number; j < (spans[2 * row + 1] as number); j++)
      sum += dot(g, row * ofG, (base + j) * ofG, ofG) * dot(u, row * ofU, (base + j) * ofU, ofU);
    out[row] = (out[row] as number) + numberOf(params, "scale") * sum;
  }
};

function dot(values: ReferenceTensor, a: number, b: number, length: number): number {
  let sum = 0;
  for (let c = 0; c < length; c++) sum += (values[a + c] as number) * (values[b + c] as number);
  return sum;
}
