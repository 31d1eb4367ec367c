import wgsl from "../../../shaders/attention/attention_mix.wgsl?raw";
import { f32, numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { attentionMixReference } from "./attention_mix.ref.ts";

/** Params: rows and columns per run, number of heads, longest span, number of runs, factor of every sum. */
export const attention_mix: Kernel = {
  name: "attention_mix",
  wgsl,
  params: [...u32("rows", "width", "heads", "max_span", "batch"), ...f32("scale")],
  bindings: [
    { name: "weights", access: "read" },
    { name: "x", access: "read" },
    { name: "spans", access: "read" },
    { name: "out", access: "read_write" },
  ],
  constants: { TRANSPOSE: 0, WORKGROUP: 64 },
  grid: (params, constants) =>
    foldGrid(
      numberOf(params, "batch") * numberOf(params, "rows") * numberOf(params, "width"),
      numberOf(constants, "WORKGROUP"),
    ),
  reference: attentionMixReference,
  wasm: {
    name: "attention_mix",
    numbers: ["rows", "width", "heads", "max_span", "batch", "scale", "TRANSPOSE"],
  },
};
