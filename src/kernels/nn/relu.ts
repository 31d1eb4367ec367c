import reluWgsl from "../../../shaders/nn/relu.wgsl?raw";
import reluBackwardWgsl from "../../../shaders/nn/relu_backward.wgsl?raw";
import { defineKernel, f32, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/** x ← max(0, x). Params: total number of elements. */
export const relu = defineKernel({
  name: "relu",
  wgsl: reluWgsl,
  params: u32("count"),
  bindings: readWrite("x"),
  constants: { WORKGROUP: 64 },
  grid: ({ count }, { WORKGROUP }) => foldGrid(count / 4, WORKGROUP),
  wasm: [],
  reference: ({ count }, _constants, [x]) => {
    for (let i = 0; i < count; i++) x[i] = Math.max(0, x[i] as number);
  },
});

/** g ← gain · g where the ReLU's output h is positive, else 0. Params: total number of elements, gain. */
export const relu_backward = defineKernel({
  name: "relu_backward",
  wgsl: reluBackwardWgsl,
  params: [...u32("count"), ...f32("gain")],
  bindings: [...read("h"), ...readWrite("g")],
  constants: { WORKGROUP: 64 },
  grid: ({ count }, { WORKGROUP }) => foldGrid(count / 4, WORKGROUP),
  wasm: [],
  reference: ({ count, gain }, _constants, [h, g]) => {
    for (let i = 0; i < count; i++) g[i] = (h[i] as number) > 0 ? gain * (g[i] as number) : 0;
  },
});
