import spanMeanWgsl from "../../../shaders/encoder/span_mean.wgsl?raw";
import spanMeanBackwardWgsl from "../../../shaders/encoder/span_mean_backward.wgsl?raw";
import { defineKernel, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/**
 * mean[s] = the mean of the rows of x in span s. A span is (first row, row after the last). Params: rows of x,
 * spans and columns per run; number of runs.
 */
export const span_mean = defineKernel({
  name: "span_mean",
  wgsl: spanMeanWgsl,
  params: u32("rows", "spans", "cols", "batch"),
  bindings: [...read("x", "spans"), ...readWrite("mean")],
  constants: { WORKGROUP: 64 },
  grid: ({ spans, cols, batch }, { WORKGROUP }) => foldGrid(batch * spans * cols, WORKGROUP),
  wasm: [],
  reference: ({ rows, spans: count, cols, batch }, _constants, [x, spans, mean]) => {
    for (let span = 0; span < batch * count; span++) {
      const base = Math.floor(span / count) * rows;
      const first = spans[2 * span] as number;
      const end = spans[2 * span + 1] as number;
      for (let j = 0; j < cols; j++) {
        let sum = 0;
        for (let row = first; row < end; row++) sum += x[(base + row) * cols + j] as number;
        mean[span * cols + j] = sum / (end - first);
      }
    }
  },
});

/**
 * dx[row] = g[s] / (length of span s), where span s contains the row; 0 in rows after the last span. Spans ascend
 * without gaps from row 0. Params: rows of dx, spans and columns per run; number of runs.
 */
export const span_mean_backward = defineKernel({
  name: "span_mean_backward",
  wgsl: spanMeanBackwardWgsl,
  params: u32("rows", "spans", "cols", "batch"),
  bindings: [...read("g", "spans"), ...readWrite("dx")],
  constants: { WORKGROUP: 64 },
  grid: ({ spans, cols, batch }, { WORKGROUP }) => foldGrid(batch * spans * cols, WORKGROUP),
  wasm: [],
  reference: ({ rows, spans: count, cols, batch }, _constants, [g, spans, dx]) => {
    dx.fill(0);
    for (let span = 0; span < batch * count; span++) {
      const base = Math.floor(span / count) * rows;
      const first = spans[2 * span] as number;
      const end = spans[2 * span + 1] as number;
      for (let row = first; row < end; row++)
        for (let j = 0; j < cols; j++)
          dx[(base + row) * cols + j] = (g[span * cols + j] as number) / (end - first);
    }
  },
});
