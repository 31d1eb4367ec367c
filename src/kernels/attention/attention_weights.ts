import wgsl from "../../../shaders/attention/attention_weights.wgsl?raw";
import { f32, numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { attentionWeightsReference } from "./attention_weights.ref.ts";

/**
 * Params: rows and columns per run, number of heads, longest span, number of runs, factor of every dot
 * product. A span is (first row, row after the last).
 */
export const attention_weights: Kernel = {
  name: "attention_weights",
  wgsl,
  params: [...u32("rows", "width", "heads", "max_span", "batch"), ...f32("scale")],
  bindings: [
    { name: "q", access: "read" },
    { name: "k", access: "read" },
    { name: "spans", access: "read" },
    { name: "weights", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) =>
    foldGrid(
      numberOf(params, "batch") * numberOf(params, "rows") * numberOf(params, "heads"),
      numberOf(constants, "WORKGROUP"),
    ),
  reference: attentionWeightsReference,
  wasm: { name: "attention_weights", numbers: ["rows", "width", "heads", "max_span", "batch", "scale"] },
};
