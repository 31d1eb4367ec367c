/** The colour tables of the pictures, for the scales beside them. The engine draws with the same tables. */
import { DIVERGING, pictureColours, SEQUENTIAL, UNSEEN } from "../../workloads/mf/probes/colours.ts";
import type { FactorView } from "../../workloads/factor-view.ts";
import type { LoadedRun } from "../kinds/matrix-state.ts";

/** One row of RGBA pixels from the lowest value to the highest. */
export function valueColours({ unit, pictureScale }: LoadedRun): Uint8ClampedArray<ArrayBuffer> {
  return bytes(pictureColours(unit, pictureScale.low, pictureScale.high));
}

export const DIFFERENCE_COLOURS = bytes(DIVERGING);

/** The colour of unobserved entries. */
export const HIDDEN_COLOUR = bytes(Uint32Array.of(UNSEEN));

/**
 * A factor in the colours of differences, from −span to span: one RGBA pixel per displayed value. With `isRoot`, colours
 * follow the square root of a value's size, so that small values stay visible beside large ones.
 */
export function factorPixels(
  { values }: Pick<FactorView, "values">,
  span: number,
  isRoot = false,
): Uint8ClampedArray<ArrayBuffer> {
  const last = DIVERGING.length - 1;
  const pixels = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] as number) / span;
    const place = isRoot ? Math.sign(value) * Math.sqrt(Math.abs(value)) : value;
    const at = Math.round((last * (place + 1)) / 2);
    pixels[i] = Number.isFinite(value) ? (DIVERGING[Math.min(last, Math.max(0, at))] as number) : UNSEEN;
  }
  return new Uint8ClampedArray(pixels.buffer);
}

/**
 * A layer in its own directions, by default from −1 to 1. The target's σ₁ is 1, so entries that learn it end near the
 * ends of this scale, whatever the network.
 */
export const ownPicture = (layer: FactorView, span?: number) => ({
  ...picture(layer, ownPixels(layer, span)),
  side: "own directions",
});
export const ownPixels = (layer: FactorView, span = 1) => factorPixels(layer, span, true);

const picture = ({ rows, cols, stride }: FactorView, pixels: Uint8ClampedArray<ArrayBuffer>) => ({
  pixels,
  rows: Math.ceil(rows / stride),
  cols: Math.ceil(cols / stride),
  isSigned: true,
});

/** Pictures of a network's factors on one colour scale, so that equal values have equal colours. */
export function factorPictures(factors: readonly FactorView[]) {
  const span = factorSpan(factors);
  return factors.map((factor) => picture(factor, factorPixels(factor, span)));
}

export const FRACTION_COLOURS = bytes(SEQUENTIAL);

/** Values from 0 to 1, row by row: one RGBA pixel each. */
export function fractionPixels(values: readonly number[]): Uint8ClampedArray<ArrayBuffer> {
  const last = SEQUENTIAL.length - 1;
  return bytes(
    Uint32Array.from(values, (value) =>
      Number.isFinite(value) ? (SEQUENTIAL[Math.round(last * value)] as number) : UNSEEN,
    ),
  );
}

/** All factors' common span: the first of 1, 2, 5, 10 … above their largest entry, so the scale is steady. */
export function factorSpan(factors: readonly FactorView[]): number {
  let most = 1e-12;
  for (const { values } of factors)
    for (let i = 0; i < values.length; i++) {
      const size = Math.abs(values[i] as number);
      if (size > most && size < Infinity) most = size;
    }
  const size = 10 ** Math.floor(Math.log10(most));
  return Number(([1, 2, 5].map((f) => f * size).find((span) => span >= most) ?? 10 * size).toPrecision(1));
}

function bytes(table: Uint32Array): Uint8ClampedArray<ArrayBuffer> {
  return new Uint8ClampedArray(Uint32Array.from(table).buffer);
}
