import wgsl from "../../../shaders/encoder/add.wgsl?raw";
import { numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { addReference } from "./add.ref.ts";

/** out ← out + x. Params: total number of elements. */
export const add: Kernel = {
  name: "add",
  wgsl,
  params: u32("count"),
  bindings: [
    { name: "x", access: "read" },
    { name: "out", access: "read_write" },
  ],
  constants: { WORKGROUP: 64 },
  grid: (params, constants) => foldGrid(numberOf(params, "count") / 4, numberOf(constants, "WORKGROUP")),
  reference: addReference,
  wasm: { name: "add", numbers: ["count"] },
};
