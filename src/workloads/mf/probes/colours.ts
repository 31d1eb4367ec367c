/** Colour tables for the pictures: RGBA, packed as the bytes of a canvas (little-endian u32). */
import { displayValue, type Unit } from "../../../math/units.ts";
import { RED_BLUE, VIRIDIS } from "./colour-maps.ts";

const SIZE = 256;

const pack = (red: number, green: number, blue: number): number =>
  ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

const table = (colourAt: (fraction: number) => number): Uint32Array =>
  Uint32Array.from({ length: SIZE }, (_, i) => colourAt(i / (SIZE - 1)));

/** The colour at a fraction of the way through a map that has six hexadecimal digits per colour. */
function colourOf(map: string, fraction: number): number {
  const index = Math.min(SIZE - 1, Math.max(0, Math.floor(SIZE * fraction)));
  const rgb = parseInt(map.slice(6 * index, 6 * index + 6), 16);
  return pack(rgb >> 16, (rgb >> 8) & 255, rgb & 255);
}

/** The colour of entries that are unobserved, missing or NaN. No table contains it. */
export const UNSEEN = pack(186, 160, 196);

/** Negative blue, zero white, positive red: perceptually uniform on both sides (ColorBrewer RdBu). */
export const DIVERGING = table((fraction) => colourOf(RED_BLUE, 1 - fraction));

/** From low to high: perceptually uniform (viridis). */
export const SEQUENTIAL = table((fraction) => colourOf(VIRIDIS, fraction));

/**
 * Data with a peak value (photographs and other pictures) use grey, from the darkest to the brightest value of the
 * target. Everything else uses viridis over the displayed value (a distance, not its square).
 */
export function pictureColours(unit: Unit, low: number, high: number): Uint32Array {
  if (unit.peak !== undefined)
    return table((fraction) =>
      pack(Math.round(255 * fraction), Math.round(255 * fraction), Math.round(255 * fraction)),
    );
  const least = displayValue(unit, low);
  const most = displayValue(unit, high);
  return table((fraction) => {
    const shown = displayValue(unit, low + fraction * (high - low));
    return colourOf(VIRIDIS, most > least ? (shown - least) / (most - least) : 0.5);
  });
}
