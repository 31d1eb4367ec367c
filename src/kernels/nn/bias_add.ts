import wgsl from "../../../shaders/nn/bias_add.wgsl?raw";
import { biasAddReference } from "./bias_add.ref.ts";
import { f32, numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";

/**
 * x ← gain · x + bias. With RELU, max(0, ·) is then applied. Params: rows and columns of x per run, number of
 * runs, gain.
 */
export const bias_add: Kernel = {
  name: "bias_add",
  wgsl,
  params: [...u32("rows", "cols", "batch"), ...f32("gain")],
  bindings: [
    { name: "bias", access: "read" },
    { name: "x", access: "read_write" },
  ],
  constants: { RELU: 0, WORKGROUP: 64 },
  grid: (params, constants) =>
    foldGrid(
      numberOf(params, "batch") * numberOf(params, "rows") * numberOf(params, "cols"),
      numberOf(constants, "WORKGROUP"),
    ),
  reference: biasAddReference,
  wasm: { name: "bias_add", numbers: ["rows", "cols", "batch", "gain", "RELU"] },
};
