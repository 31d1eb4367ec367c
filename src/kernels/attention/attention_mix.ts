import wgsl from "../../../shaders/attention/attention_mix.wgsl?raw";
import { defineKernel, f32, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/**
 * out[i] = scale · Σ_j m[i][h][j] x[j] over the span of row i, for the columns of head h. TRANSPOSE uses m[j][h][i]
 * instead of m[i][h][j]. Params: rows and columns per run, number of heads, longest span, number of runs, factor of
 * every sum.
 */
export const attention_mix = defineKernel({
  name: "attention_mix",
  wgsl,
  params: [...u32("rows", "width", "heads", "max_span", "batch"), ...f32("scale")],
  bindings: [...read("weights", "x", "spans"), ...readWrite("out")],
  constants: { TRANSPOSE: 0, WORKGROUP: 64 },
  grid: ({ rows, width, batch }, { WORKGROUP }) => foldGrid(batch * rows * width, WORKGROUP),
  wasm: ["TRANSPOSE"],
  reference: (
    { rows, width, heads, max_span: maxSpan, batch, scale },
    { TRANSPOSE },
    [weights, x, spans, out],
  ) => {
    for (let row = 0; row < batch * rows; row++) {
      const entry = Math.floor(row / rows) * rows;
      const first = spans[2 * row] as number;
      const end = spans[2 * row + 1] as number;
      for (let c = 0; c < width; c++) {
        const head = Math.floor((c * heads) / width);
        let sum = 0;
        for (let j = first; j < end; j++) {
          const [of, to] = TRANSPOSE ? [entry + j, row - entry] : [row, j];
          sum +=
            (weights[(of * heads + head) * maxSpan + to - first] as number) *
            (x[(entry + j) * width + c] as number);
        }
        out[row * width + c] = scale * sum;
      }
    }
  },
});
