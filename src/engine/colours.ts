/** Lookup tables of the pictures, RGBA packed as the bytes of a canvas (little-endian u32). */
import { interpolateRdBu, interpolateViridis } from "d3-scale-chromatic";
import { displayValue, type Unit } from "../math/units.ts";

const SIZE = 256;

const pack = (red: number, green: number, blue: number): number =>
  ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

/** d3's interpolators answer "#rrggbb" or "rgb(r, g, b)". */
function packCss(colour: string): number {
  const hex = /^#(..)(..)(..)$/.exec(colour);
  const parts = hex
    ? hex.slice(1).map((part) => parseInt(part, 16))
    : (colour.match(/\d+/g) ?? []).map(Number);
  return pack(parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0);
}

const table = (colourAt: (share: number) => number): Uint32Array =>
  Uint32Array.from({ length: SIZE }, (_, i) => colourAt(i / (SIZE - 1)));

/** Entries that are not observed, or not finite: a colour that is in no table. */
export const UNSEEN = pack(186, 160, 196);

/** Negative blue, zero white, positive red: perceptually uniform on both sides (ColorBrewer RdBu). */
export const DIVERGING = table((share) => packCss(interpolateRdBu(1 - share)));

/** From little to much: perceptually uniform (viridis). */
export const SEQUENTIAL = table((share) => packCss(interpolateViridis(share)));

/**
 * Grey for photographs, from the darkest to the brightest value of the target; viridis over what is displayed (a
 * distance, not its square) for everything else.
 */
export function pictureColours(unit: Unit, low: number, high: number): Uint32Array {
  if (unit.peak !== undefined)
    return table((share) => pack(Math.round(255 * share), Math.round(255 * share), Math.round(255 * share)));
  const least = displayValue(unit, low);
  const most = displayValue(unit, high);
  return table((share) => {
    const shown = displayValue(unit, low + share * (high - low));
    return packCss(interpolateViridis(most > least ? (shown - least) / (most - least) : 0.5));
  });
}
