import wgsl from "../../../shaders/mf/picture.wgsl?raw";
import { f32, numberOf, u32 } from "../fields.ts";
import { foldGrid } from "../grid.ts";
import type { Kernel } from "../kernel.ts";
import { pictureReference } from "./picture.ref.ts";

/** Colours are RGBA8 packed in u32, red in the lowest byte: the layout of ImageData. Requires low < high. */
export const picture: Kernel = {
  name: "picture",
  wgsl,
  params: [...u32("count", "lut_size"), ...f32("low", "high"), ...u32("hidden")],
  bindings: [
    { name: "value", access: "read" },
    { name: "reference", access: "read" },
    { name: "mask", access: "read" },
    { name: "lut", access: "read" },
    { name: "pixels", access: "read_write" },
  ],
  constants: { DIFFERENCE: 0, MASKED: 0, WORKGROUP: 64 },
  grid: (params, constants) => foldGrid(numberOf(params, "count"), numberOf(constants, "WORKGROUP")),
  reference: pictureReference,
  wasm: { name: "picture", numbers: ["count", "lut_size", "low", "high", "hidden", "DIFFERENCE", "MASKED"] },
};
