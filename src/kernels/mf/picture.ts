import wgsl from "../../../shaders/mf/picture.wgsl?raw";
import { defineKernel, f32, foldGrid, read, readWrite, u32 } from "../kernel.ts";

/**
 * pixels = lut[x scaled from low…high to the table's indices]; `hidden` for a value that is masked or not a number.
 * Colours are RGBA8 packed in u32, red in the lowest byte: the layout of ImageData. Requires low < high.
 */
export const picture = defineKernel({
  name: "picture",
  wgsl,
  params: [...u32("count", "lut_size"), ...f32("low", "high"), ...u32("hidden")],
  bindings: [...read("value", "reference", "mask", "lut"), ...readWrite("pixels")],
  constants: { DIFFERENCE: 0, MASKED: 0, WORKGROUP: 64 },
  grid: ({ count }, { WORKGROUP }) => foldGrid(count, WORKGROUP),
  wasm: ["DIFFERENCE", "MASKED"],
  reference: (
    { count, lut_size: lutSize, low, high, hidden },
    { DIFFERENCE, MASKED },
    [value, reference, mask, lut, pixels],
  ) => {
    const last = lutSize - 1;
    for (let i = 0; i < count; i++) {
      const x = (value[i] as number) - (DIFFERENCE ? (reference[i] as number) : 0);
      const place = Math.floor(((x - low) / (high - low)) * last + 0.5);
      const isHidden = Number.isNaN(x) || (MASKED && mask[i] === 0);
      pixels[i] = isHidden ? hidden : (lut[Math.max(0, Math.min(last, place))] as number);
    }
  },
});
