import wgsl from "../../../shaders/nn/relu.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { reluReference } from "./relu.ref.ts";

/** x ← max(0, x). Params: total number of elements. */
export const relu: Kernel = {
  name: "relu",
  wgsl,
  params: u32("count"),
  bindings: [{ name: "x", access: "read_write" }],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) => foldGrid(numberOf(params, "count") / 4, numberOf(constants, "WORKGROUP")),
  reference: reluReference,
  wasm: { name: "relu", numbers: ["count"] },
};
