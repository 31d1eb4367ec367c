/** Dawn in Node. The object from `create()` must stay referenced: when it is collected, Dawn crashes the process. */
import { create, globals } from "webgpu";
import type { Host } from "./host.ts";

export const HOST: Host = "node";

Object.assign(globalThis, globals);

const gpu: GPU = create([]);

export function getGpu(): GPU {
  return gpu;
}
