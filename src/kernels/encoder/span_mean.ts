import wgsl from "../../../shaders/encoder/span_mean.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { spanMeanReference } from "./span_mean.ref.ts";

/** Params: rows of x, spans and columns per run; number of runs. */
export const span_mean: Kernel = {
  name: "span_mean",
  wgsl,
  params: u32("rows", "spans", "cols", "batch"),
  bindings: [
    { name: "x", access: "read" },
    { name: "spans", access: "read" },
    { name: "mean", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) =>
    foldGrid(
      numberOf(params, "batch") * numberOf(params, "spans") * numberOf(params, "cols"),
      numberOf(constants, "WORKGROUP"),
    ),
  reference: spanMeanReference,
  wasm: { name: "span_mean", numbers: ["rows", "spans", "cols", "batch"] },
};
