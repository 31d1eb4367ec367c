import wgsl from "../../../shaders/encoder/span_gram.wgsl?raw";
import { f32, numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { spanGramReference } from "./span_gram.ref.ts";

/**
 * Adds squared gradient norms to `out`. A sentence's squared norm is the sum of what its rows receive. Params:
 * rows per run, columns of g, columns of u, number of runs, factor of every sum.
 */
export const span_gram: Kernel = {
  name: "span_gram",
  wgsl,
  params: [...u32("rows", "g_cols", "u_cols", "batch"), ...f32("scale")],
  bindings: [
    { name: "g", access: "read" },
    { name: "u", access: "read" },
    { name: "spans", access: "read" },
    { name: "out", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) =>
    foldGrid(numberOf(params, "batch") * numberOf(params, "rows"), numberOf(constants, "WORKGROUP")),
  reference: spanGramReference,
  wasm: { name: "span_gram", numbers: ["rows", "g_cols", "u_cols", "batch", "scale"] },
};
