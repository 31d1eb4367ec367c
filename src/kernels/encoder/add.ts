import wgsl from "../../../shaders/encoder/add.wgsl?raw";
import { defineKernel, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/** out ← out + x. Params: total number of elements. */
export const add = defineKernel({
  name: "add",
  wgsl,
  params: u32("count"),
  bindings: [...read("x"), ...readWrite("out")],
  constants: { WORKGROUP: 64 },
  grid: ({ count }, { WORKGROUP }) => foldGrid(count / 4, WORKGROUP),
  wasm: [],
  reference: ({ count }, _constants, [x, out]) => {
    for (let i = 0; i < count; i++) out[i] = (out[i] as number) + (x[i] as number);
  },
});
