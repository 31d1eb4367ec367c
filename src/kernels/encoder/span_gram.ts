import wgsl from "../../../shaders/encoder/span_gram.wgsl?raw";
import { defineKernel, f32, foldGrid, read, readWrite, type ReferenceTensor, u32 } from "../kernel.ts";

/**
 * out[i] += scale · Σⱼ (g[i]·g[j]) (u[i]·u[j]) over the rows j of the span of row i. Rows without a span do not
 * change. Adds squared gradient norms to `out`. A sentence's squared norm is the sum of what its rows receive.
 * Params: rows per run, columns of g, columns of u, number of runs, factor of every sum.
 */
export const span_gram = defineKernel({
  name: "span_gram",
  wgsl,
  params: [...u32("rows", "g_cols", "u_cols", "batch"), ...f32("scale")],
  bindings: [...read("g", "u", "spans"), ...readWrite("out")],
  constants: { WORKGROUP: 64 },
  grid: ({ rows, batch }, { WORKGROUP }) => foldGrid(batch * rows, WORKGROUP),
  wasm: [],
  reference: ({ rows, g_cols: ofG, u_cols: ofU, batch, scale }, _constants, [g, u, spans, out]) => {
    for (let row = 0; row < batch * rows; row++) {
      const base = Math.floor(row / rows) * rows;
      let sum = 0;
      for (let j = spans[2 * row] as number; j < (spans[2 * row + 1] as number); j++)
        sum += dot(g, row * ofG, (base + j) * ofG, ofG) * dot(u, row * ofU, (base + j) * ofU, ofU);
      out[row] = (out[row] as number) + scale * sum;
    }
  },
});

function dot(values: ReferenceTensor, a: number, b: number, length: number): number {
  let sum = 0;
  for (let c = 0; c < length; c++) sum += (values[a + c] as number) * (values[b + c] as number);
  return sum;
}
