import wgsl from "../../../shaders/optim/adam_direction_8bit.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { adamDirection8bitReference } from "./adam_direction_8bit.ref.ts";

/**
 * Params: total number of elements. step[0] is the number t ≥ 1 of this update. Blocks have 256 elements. A
 * word holds four codes, the first in its lowest byte.
 */
export const adam_direction_8bit: Kernel = {
  name: "adam_direction_8bit",
  wgsl,
  params: u32("count"),
  bindings: [
    { name: "hyper", access: "uniform" },
    { name: "g", access: "read" },
    { name: "step", access: "read" },
    { name: "maps", access: "read" },
    { name: "codes1", access: "read_write" },
    { name: "codes2", access: "read_write" },
    { name: "maxima", access: "read_write" },
    { name: "out", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params) => foldGrid(numberOf(params, "count") / 256, 1),
  reference: adamDirection8bitReference,
  wasm: { name: "adam_direction_8bit", numbers: ["count"] },
};
