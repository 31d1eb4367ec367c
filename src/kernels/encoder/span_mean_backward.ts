import wgsl from "../../../shaders/encoder/span_mean_backward.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { spanMeanBackwardReference } from "./span_mean_backward.ref.ts";

/**
 * Spans ascend without gaps from row 0; rows after the last span get 0. Params: rows of dx, spans and columns
 * per run; number of runs.
 */
export const span_mean_backward: Kernel = {
  name: "span_mean_backward",
  wgsl,
  params: u32("rows", "spans", "cols", "batch"),
  bindings: [
    { name: "g", access: "read" },
    { name: "spans", access: "read" },
    { name: "dx", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) =>
    foldGrid(
      numberOf(params, "batch") * numberOf(params, "spans") * numberOf(params, "cols"),
      numberOf(constants, "WORKGROUP"),
    ),
  reference: spanMeanBackwardReference,
  wasm: { name: "span_mean_backward", numbers: ["rows", "spans", "cols", "batch"] },
};
