/** Chooses the observed entries. The seed determines the choice. */
import { divisible, type Parts } from "../../../core/parts.ts";
import { decodeDrawing, resampleDrawing } from "../../../math/drawing.ts";
import { randomStream, sampleWithout, type Random } from "../../../math/random.ts";

/**
 * The choice of entries: exactly ⌊p·K⌋ of the K known entries; each with probability p; the fraction p of the known
 * entries of each row; all but a rectangular block; or drawn by hand (math/drawing.ts) and scaled to the matrix.
 */
type MaskKind = "exact" | "uniform" | "rows" | "block" | "drawn";

export interface MaskOptions {
  readonly seed: number;
  readonly mask: MaskKind;
  readonly observed: number;
  /** Text of a drawn mask. */
  readonly drawn?: string;
}

/** M: m·n zeros and ones, row-major, with at least one 1 and none at unknown entries, where `known` is 0. */
export const drawMask = divisible(function* (
  { seed, mask: kind, observed, drawn }: MaskOptions,
  {
    rows,
    cols,
    known,
  }: { readonly rows: number; readonly cols: number; readonly known?: Float64Array | undefined },
): Parts<Float64Array> {
  const random = randomStream(seed, "mask");
  const size = rows * cols;
  const mask = new Float64Array(size);
  const knownIn = (from: number, to: number): number[] => {
    const places: number[] = [];
    for (let i = from; i < to; i++) if (!known || known[i] === 1) places.push(i);
    return places;
  };
  const takeOf = function* (places: readonly number[], count: number): Parts<void> {
    for (const k of yield* sampleWithout.parts(random, places.length, count)) mask[places[k] as number] = 1;
  };
  switch (kind) {
    case "exact": {
      const places = knownIn(0, size);
      yield;
      yield* takeOf(places, Math.max(1, Math.floor(observed * places.length)));
      break;
    }
    case "uniform":
      for (let i = 0; i < size; i++) mask[i] = random.uniform() < observed ? 1 : 0;
      break;
    case "rows":
      for (let row = 0; row < rows; row++) {
        const places = knownIn(row * cols, (row + 1) * cols);
        yield* takeOf(places, Math.min(places.length, Math.max(1, Math.round(observed * places.length))));
      }
      break;
    case "block":
      hideBlock(random, mask, rows, cols, observed);
      break;
    case "drawn":
      mask.set(resampleDrawing(decodeDrawing(drawn ?? ""), rows, cols).shown);
      break;
  }
  yield;
  if (known) for (let i = 0; i < size; i++) mask[i] = (mask[i] as number) * (known[i] as number);
  if (!mask.includes(1)) {
    const places = knownIn(0, size);
    mask[places[random.integer(places.length)] as number] = 1;
  }
  return mask;
});

/** Holds out a random `fraction` of a mask's entries. At least one entry is held out, and at least one remains. */
export const holdOut = divisible(function* (
  seed: number,
  mask: Float64Array,
  fraction: number,
): Parts<{ readonly mask: Float64Array; readonly validation: Float64Array }> {
  const places = [...mask.keys()].filter((i) => mask[i] === 1);
  const count = Math.min(places.length - 1, Math.max(1, Math.round(fraction * places.length)));
  const trained = Float64Array.from(mask);
  const validation = new Float64Array(mask.length);
  yield;
  for (const k of yield* sampleWithout.parts(randomStream(seed, "validation"), places.length, count)) {
    trained[places[k] as number] = 0;
    validation[places[k] as number] = 1;
  }
  return { mask: trained, validation };
});

/** Hides a block with the target's proportions at a random place. */
function hideBlock(random: Random, mask: Float64Array, rows: number, cols: number, observed: number): void {
  const side = Math.sqrt(1 - observed);
  const [height, width] = [Math.round(side * rows), Math.round(side * cols)];
  const top = random.integer(rows - height + 1);
  const left = random.integer(cols - width + 1);
  mask.fill(1);
  for (let row = top; row < top + height; row++) mask.fill(0, row * cols + left, row * cols + left + width);
}
