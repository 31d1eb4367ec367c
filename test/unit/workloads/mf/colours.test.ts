/** The colours of the pictures must be those of the published maps. */
import { interpolateRdBu, interpolateViridis } from "d3-scale-chromatic";
import { expect, test } from "vitest";
import type { Unit } from "../../../../src/math/units.ts";
import { DIVERGING, pictureColours, SEQUENTIAL } from "../../../../src/workloads/mf/probes/colours.ts";

/** Red, green and blue of "#rrggbb" or "rgb(r, g, b)", which d3 returns. */
function channels(colour: string): number[] {
  const hex = /^#(..)(..)(..)$/.exec(colour);
  return hex ? hex.slice(1).map((part) => parseInt(part, 16)) : (colour.match(/\d+/g) ?? []).map(Number);
}

const bytes = (packed: number | undefined = 0): number[] => [
  packed & 255,
  (packed >> 8) & 255,
  (packed >> 16) & 255,
];

const SQUARED: Unit = { offset: 0, scale: 1, label: "km", display: "sqrt-earth-radius" };

test("both maps have the colours of d3-scale-chromatic, opaque", () => {
  expect(SEQUENTIAL).toHaveLength(256);
  expect(DIVERGING).toHaveLength(256);
  for (let i = 0; i < 256; i++) {
    expect(bytes(SEQUENTIAL[i])).toEqual(channels(interpolateViridis(i / 255)));
    expect(bytes(DIVERGING[i])).toEqual(channels(interpolateRdBu(1 - i / 255)));
    expect((SEQUENTIAL[i] as number) >>> 24).toBe(255);
  }
});

test("a picture of squared distances runs through viridis by the distance itself", () => {
  const colours = pictureColours(SQUARED, 0, 4);
  // A quarter of the squared distance is half of the distance.
  expect(bytes(colours[64])).toEqual(channels(interpolateViridis(Math.sqrt((4 * 64) / 255) / 2)));
});
