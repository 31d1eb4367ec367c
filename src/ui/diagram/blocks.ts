/**
 * What the network diagram draws: rows of blocks at one scale. It knows no workload: a matrix-factorization chain, a linear
 * block inside a classifier and adapters on an encoder all become rows of blocks.
 */
import type { Pixels } from "../../store/run/run-data.ts";

/** A weight matrix, or the product of all of them. */
export interface DiagramBlock {
  /** Unique in the diagram, e.g. `original/W1`. */
  readonly id: string;
  /** E.g. `W₁`. */
  readonly name: string;
  readonly rows: number;
  readonly cols: number;
  /** Its entries as RGBA pixels; a large matrix has a pixel for every `stride`-th row and column. */
  readonly picture?: { readonly pixels: Pixels; readonly rows: number; readonly cols: number };
  /** Singular values, descending. */
  readonly spectrum?: readonly number[];
  /** Never updated: drawn grey. */
  readonly isFrozen?: boolean;
  /** Its right edge can be dragged: its columns are as many as the network is wide. */
  readonly isResizable?: boolean;
}

export interface DiagramRow {
  readonly id: string;
  readonly name: string;
  /** A CSS colour: the network's own, everywhere on the page. */
  readonly colour: string;
  /** From the input to the output: the factor that is applied first comes first. */
  readonly blocks: readonly DiagramBlock[];
  /** The product of the blocks. */
  readonly product: DiagramBlock;
  /** Beside its name: which step its spectra belong to, where that is another one than the pictures’. */
  readonly note?: string;
  /** Its error or quality, e.g. `26.0 dB`. */
  readonly result: string;
  /** The axis of the factors' spectra, and of the product's, whose singular values start much lower. */
  readonly axis: SpectrumAxis;
  readonly productAxis: SpectrumAxis;
}

/** A logarithmic axis of singular values; rows share it, so that their spectra compare. */
export interface SpectrumAxis {
  readonly low: number;
  readonly high: number;
  /** The singular values at initialization. */
  readonly init?: number;
}

export interface Box {
  readonly width: number;
  readonly height: number;
}

/** Sizes in pixels. `scale` is the side of one matrix entry. */
export interface DiagramLayout {
  readonly scale: number;
  /** Width of each block's place, by row; the product's is the last. */
  readonly slots: readonly (readonly number[])[];
}

/** Room for a name such as `W̃₁`. */
const SLOT_MIN = 24;
const CHARACTER = 6.6;
export const ARROW = 16;
export const CAPTION = 18;
export const SPECTRUM_HEIGHT = 46;
/** Above a row its name, between its parts some air. */
export const ROW_HEAD = 24;
const ROW_AIR = 14;
/** A matrix of few entries is not drawn as large as the whole diagram. */
const SCALE_MAX = 12;
/** The thinnest block that is still seen. */
export const SIDE_MIN = 3;

/** The largest common scale at which all rows fit into the box. */
export function layoutDiagram(rows: readonly DiagramRow[], box: Box, slotMin = SLOT_MIN): DiagramLayout {
  const all = rows.map(({ blocks, product }) => [...blocks, product]);
  const tallest = Math.max(1, ...all.flat().map((block) => block.rows));
  const forBlock = box.height / Math.max(1, rows.length) - ROW_HEAD - CAPTION - SPECTRUM_HEIGHT - ROW_AIR;
  const highest = Math.min(SCALE_MAX, Math.max(20, forBlock) / tallest);
  const layoutWith = (room: (block: DiagramBlock) => number): DiagramLayout => {
    const slotsAt = (scale: number): number[][] =>
      all.map((blocks) => blocks.map((block) => Math.max(room(block), block.cols * scale)));
    const scale = largest(highest, (one) =>
      slotsAt(one).every((slots) => slots.reduce((sum, slot) => sum + slot + ARROW, ARROW) <= box.width),
    );
    return { scale, slots: slotsAt(scale) };
  };
  const spacious = layoutWith((block) => Math.max(slotMin, captionWidth(block)));
  const tight = layoutWith(() => slotMin);
  return spacious.scale < WORTH * tight.scale ? tight : spacious;
}

/** Shapes are written out unless the blocks would be this much smaller for it. */
const WORTH = 0.75;

/** Stands behind the shape of a block that is not trained. */
export const FIXED = " fixed";

/** In pixels. A shape is left away where its place is narrower. */
export const captionWidth = (block: DiagramBlock): number =>
  CHARACTER * (block.name.length + shapeOf(block).length + 1 + (block.isFrozen ? FIXED.length : 0));

/** The largest value up to `high` that fits, 0 where none does. */
function largest(high: number, fits: (value: number) => boolean): number {
  if (fits(high)) return high;
  let [low, above] = [0, high];
  for (let i = 0; i < 30; i++) {
    const middle = (low + above) / 2;
    if (fits(middle)) low = middle;
    else above = middle;
  }
  return low;
}

/** `128 × 128` as `128²`. */
export const shapeOf = ({ rows, cols }: { readonly rows: number; readonly cols: number }): string =>
  rows === cols ? `${rows}²` : `${rows}×${cols}`;
