/** Dawn in Node. The object from `create()` must stay referenced: once collected, Dawn crashes the process. */
import { create, globals } from "webgpu";

Object.assign(globalThis, globals);

const gpu: GPU = create([]);

export function getGpu(): GPU {
  return gpu;
}
