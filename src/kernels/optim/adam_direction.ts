import wgsl from "../../../shaders/optim/adam_direction.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { adamDirectionReference } from "./adam_direction.ref.ts";

/** Params: total number of elements. step[0] is the number t ≥ 1 of this update. */
export const adam_direction: Kernel = {
  name: "adam_direction",
  wgsl,
  params: u32("count"),
  bindings: [
    { name: "hyper", access: "uniform" },
    { name: "g", access: "read" },
    { name: "step", access: "read" },
    { name: "first", access: "read_write" },
    { name: "second", access: "read_write" },
    { name: "out", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) => foldGrid(numberOf(params, "count") / 4, numberOf(constants, "WORKGROUP")),
  reference: adamDirectionReference,
  wasm: { name: "adam_direction", numbers: ["count"] },
};
