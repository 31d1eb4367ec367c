/**
 * pixels = lut[x scaled from low…high to the table's indices]; `hidden` for a value that is masked or not a
 * number.
 */
import { numberOf } from "../fields.ts";
import type { Reference, ReferenceTensor } from "../kernel.ts";

export const pictureReference: Reference = (params, constants, tensors) => {
  const [value, reference, mask, lut, pixels] = tensors as [
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
    ReferenceTensor,
  ];
  const low = numberOf(params, "low");
  const high = numberOf(params, "high");
  const last = numberOf(params, "lut_size") - 1;
  for (let i = 0; i < numberOf(params, "count"); i++) {
    const x = (value[i] as number) - (constants["DIFFERENCE"] ? (reference[i] as number) : 0);
    const place = Math.floor(((x - low) / (high - low)) * last + 0.5);
    const isHidden = Number.isNaN(x) || (constants["MASKED"] && mask[i] === 0);
    pixels[i] = isHidden ? numberOf(params, "hidden") : (lut[Math.max(0, Math.min(last, place))] as number);
  }
};
