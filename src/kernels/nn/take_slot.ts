import wgsl from "../../../shaders/nn/take_slot.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { takeSlotReference } from "./take_slot.ref.ts";

/** Params: elements per run, number of runs, number of steps in `source`. Step t is in slot t % slots. */
export const take_slot: Kernel = {
  name: "take_slot",
  wgsl,
  params: u32("count", "batch", "slots"),
  bindings: [
    { name: "source", access: "read" },
    { name: "step", access: "read" },
    { name: "out", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) =>
    foldGrid(numberOf(params, "batch") * numberOf(params, "count"), numberOf(constants, "WORKGROUP")),
  reference: takeSlotReference,
  wasm: { name: "take_slot", numbers: ["count", "batch", "slots"] },
};
