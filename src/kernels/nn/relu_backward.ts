import wgsl from "../../../shaders/nn/relu_backward.wgsl?raw";
import { f32, numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { reluBackwardReference } from "./relu_backward.ref.ts";

/** g ← gain · g where the ReLU's output h is positive, else 0. Params: total number of elements, gain. */
export const relu_backward: Kernel = {
  name: "relu_backward",
  wgsl,
  params: [...u32("count"), ...f32("gain")],
  bindings: [
    { name: "h", access: "read" },
    { name: "g", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) => foldGrid(numberOf(params, "count") / 4, numberOf(constants, "WORKGROUP")),
  reference: reluBackwardReference,
  wasm: { name: "relu_backward", numbers: ["count", "gain"] },
};
