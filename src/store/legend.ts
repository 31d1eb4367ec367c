/** The colour tables of the pictures, for the scales beside them: the very tables that the engine draws with. */
import { DIVERGING, pictureColours, UNSEEN } from "../engine/colours.ts";
import type { RunFacts } from "./state.ts";

/** One row of RGBA pixels from the lowest value to the highest. */
export function valueColours({ unit, pictureScale }: RunFacts): Uint8ClampedArray<ArrayBuffer> {
  return bytes(pictureColours(unit, pictureScale.low, pictureScale.high));
}

export const DIFFERENCE_COLOURS = bytes(DIVERGING);

/** Entries that the networks do not see. */
export const HIDDEN_COLOUR = bytes(Uint32Array.of(UNSEEN));

function bytes(table: Uint32Array): Uint8ClampedArray<ArrayBuffer> {
  return new Uint8ClampedArray(Uint32Array.from(table).buffer);
}
