import attentionWeightsWgsl from "../../../shaders/attention/attention_weights.wgsl?raw";
import attentionWeightsBackwardWgsl from "../../../shaders/attention/attention_weights_backward.wgsl?raw";
import { defineKernel, f32, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/**
 * weights[i][h][j] = softmax over j of scale · q[i]·k[j], for the rows j in the span of row i and the columns of
 * head h; 0 after the end of the span. Params: rows and columns per run, number of heads, longest span, number of
 * runs, factor of every dot product. A span is (first row, row after the last).
 */
export const attention_weights = defineKernel({
  name: "attention_weights",
  wgsl: attentionWeightsWgsl,
  params: [...u32("rows", "width", "heads", "max_span", "batch"), ...f32("scale")],
  bindings: [...read("q", "k", "spans"), ...readWrite("weights")],
  constants: { WORKGROUP: 64 },
  grid: ({ rows, heads, batch }, { WORKGROUP }) => foldGrid(batch * rows * heads, WORKGROUP),
  wasm: [],
  reference: (
    { rows, width, heads, max_span: maxSpan, batch, scale },
    _constants,
    [q, k, spans, weights],
  ) => {
    const size = width / heads;
    for (let row = 0; row < batch * rows; row++) {
      const entry = Math.floor(row / rows) * rows;
      const first = spans[2 * row] as number;
      const count = (spans[2 * row + 1] as number) - first;
      for (let head = 0; head < heads; head++) {
        const out = (row * heads + head) * maxSpan;
        const scores = Array.from({ length: count }, (_, j) => {
          let sum = 0;
          for (let c = head * size; c < (head + 1) * size; c++)
            sum += (q[row * width + c] as number) * (k[(entry + first + j) * width + c] as number);
          return scale * sum;
        });
        const largest = Math.max(...scores);
        const powers = scores.map((score) => Math.exp(score - largest));
        const total = powers.reduce((a, b) => a + b, 0);
        for (let j = 0; j < maxSpan; j++) weights[out + j] = (powers[j] ?? 0) / (count > 0 ? total : 1);
      }
    }
  },
});

/**
 * dscores[i][h][j] = w[j] (d[j] − Σ d w), with w = weights[i][h] and d[j] = da[i]·v[j] over the columns of head h;
 * 0 after the end of the span. Params: rows and columns per run, number of heads, longest span, number of runs.
 */
export const attention_weights_backward = defineKernel({
  name: "attention_weights_backward",
  wgsl: attentionWeightsBackwardWgsl,
  params: u32("rows", "width", "heads", "max_span", "batch"),
  bindings: [...read("da", "v", "spans", "weights"), ...readWrite("dscores")],
  constants: { WORKGROUP: 64 },
  grid: ({ rows, heads, batch }, { WORKGROUP }) => foldGrid(batch * rows * heads, WORKGROUP),
  wasm: [],
  reference: (
    { rows, width, heads, max_span: maxSpan, batch },
    _constants,
    [da, v, spans, weights, dscores],
  ) => {
    const size = width / heads;
    for (let row = 0; row < batch * rows; row++) {
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
  },
});
