/**
 * The data of the network diagram: rows of blocks at the same scale. This module depends on no workload. A
 * matrix factorization chain, a linear block inside a classifier, and adapters on an encoder all become rows of
 * blocks.
 */
import type { Pixels } from "../../store/kinds/matrix-data.ts";

export interface BlockPicture {
  readonly pixels: Pixels;
  readonly rows: number;
  readonly cols: number;
  /** Whether values have both signs, so that the colours are centred on 0. */
  readonly isSigned: boolean;
}

/** A weight matrix, or the product of all of them. */
export interface DiagramBlock {
  /** Unique in the diagram, e.g. `original/W1`. */
  readonly id: string;
  /** E.g. `W₁`. */
  readonly name: string;
  readonly rows: number;
  readonly cols: number;
  /** Its entries as RGBA pixels. Of a large matrix, only evenly spaced rows and columns are drawn. */
  readonly picture?: BlockPicture;
  /** The leading rows and columns, enlarged, and framed in this colour in the matrix and in the lens. */
  readonly lens?: {
    readonly picture: BlockPicture;
    readonly colour: string;
    readonly isPart: boolean;
    /** Entries that light up once, by row and column. The key changes with each light. */
    readonly risen?: { readonly key: string; readonly entries: readonly (readonly [number, number])[] };
  };
  /** A part of the matrix that lights up once. */
  readonly risen?: { readonly key: string; readonly picture: BlockPicture };
  /** Singular values, descending. */
  readonly spectrum?: readonly number[];
  /** Whether the matrix is never updated, and is therefore grey. */
  readonly isFrozen?: boolean;
  /** Whether its right edge can be dragged; its number of columns is the network's width. */
  readonly isResizable?: boolean;
}

export interface DiagramRow {
  readonly id: string;
  readonly name: string;
  /** The network's CSS colour, used everywhere on the page. */
  readonly colour: string;
  /** From input to output: the factor that is applied first comes first. */
  readonly blocks: readonly DiagramBlock[];
  /** The product of the blocks. */
  readonly product: DiagramBlock;
  /** A note beside its name: its inner width, and the step of the spectra below its blocks. */
  readonly note?: string;
  /** A measured sentence below the row. */
  readonly sentence?: string;
  /** The network's error or quality, e.g. `26.0 dB`. */
  readonly result: string;
  /**
   * The axis of the factors' spectra. The next field is the axis for the product, whose singular values start
   * much lower.
   */
  readonly axis: SpectrumAxis;
  readonly productAxis: SpectrumAxis;
}

/** A logarithmic axis of singular values. All rows share it, so that their spectra can be compared. */
export interface SpectrumAxis {
  readonly low: number;
  readonly high: number;
  /** The singular values at initialization. */
  readonly init?: number;
}

interface Box {
  readonly width: number;
  readonly height: number;
}

/** Sizes in pixels at 16 pixels per rem. `scale` is the side length of one matrix entry. */
interface DiagramLayout {
  readonly scale: number;
  /** Width of the space for each block, by row. The last one is for the product. */
  readonly slots: readonly (readonly number[])[];
  /** The side of a lens; 0 if no block has one. */
  readonly lens: number;
}

/** Smallest width, enough for a name such as `W̃₁`. */
const SLOT_MIN = 24;
/** Width of a character of a caption in DejaVu Sans, a wide font: `U 24×8` takes 47 pixels. */
const CHARACTER = 7.9;
export const ARROW = 16;
const CAPTION = 18;
const SPECTRUM_HEIGHT = 46;
const SENTENCE = 20;
/** The side of a lens with at most this many blocks in a row, and with more. */
const LENS = 84;
const LENS_BLOCKS = 5;
const LENS_SMALL = 44;
/** A spectrum stands beside the lens if it has at least this width, otherwise below it. */
export const BESIDE_LENS = 40;
/** Height of a row's name. The next constant is the gap between parts. */
const ROW_HEAD = 24;
const ROW_AIR = 14;
/** Largest scale, so that a small matrix does not fill the diagram. */
const SCALE_MAX = 12;
/** Smallest visible thickness of a block. */
export const SIDE_MIN = 3;

/** Lays out the rows at the largest common scale at which all of them fit into the box. */
export function layoutDiagram(rows: readonly DiagramRow[], box: Box, slotMin = SLOT_MIN): DiagramLayout {
  const all = rows.map(({ blocks, product }) => [...blocks, product]);
  const tallest = Math.max(1, ...all.flat().map((block) => block.rows));
  const perRow = box.height / Math.max(1, rows.length);
  const lens = lensFor(rows, perRow, slotMin);
  const sentence = lens > 0 && rows.some((row) => row.sentence) ? SENTENCE : 0;
  const below = lens === 0 ? SPECTRUM_HEIGHT : lens === LENS ? LENS + 6 : LENS_SMALL + SPECTRUM_HEIGHT;
  const forBlock = perRow - ROW_HEAD - CAPTION - below - sentence - ROW_AIR;
  const highest = Math.min(SCALE_MAX, Math.max(20, forBlock) / tallest);
  const layoutWith = (room: (block: DiagramBlock) => number): DiagramLayout => {
    const slotsAt = (scale: number): number[][] =>
      all.map((blocks, r) =>
        blocks.map((block) =>
          Math.max(room(block), resultWidth(rows[r], block), lensRoom(block, lens), block.cols * scale),
        ),
      );
    const scale = largest(highest, (one) =>
      slotsAt(one).every((slots) => slots.reduce((sum, slot) => sum + slot + ARROW, ARROW) <= box.width),
    );
    return { scale, slots: slotsAt(scale), lens };
  };
  const spacious = layoutWith((block) => Math.max(slotMin, captionWidth(block)));
  const tight = layoutWith(() => slotMin);
  return spacious.scale < WORTH * tight.scale ? tight : spacious;
}

/** A large lens needs rows of this height, a small one of the second height. Lower rows have none. */
const LENS_ROW = 230;
const LENS_SMALL_ROW = 150;

function lensFor(rows: readonly DiagramRow[], perRow: number, slotMin: number): number {
  const hasLens = rows.some(({ blocks }) => blocks.some((block) => block.lens));
  if (!hasLens || perRow < LENS_SMALL_ROW) return 0;
  const longest = Math.max(...rows.map(({ blocks }) => blocks.length));
  return longest <= LENS_BLOCKS && slotMin === SLOT_MIN && perRow >= LENS_ROW ? LENS : LENS_SMALL;
}

/** Beside the large lens of a large block stands its spectrum. */
const lensRoom = ({ lens: own }: DiagramBlock, lens: number): number =>
  !own ? 0 : own.isPart && lens === LENS ? lens + BESIDE_LENS : lens;

/** The blocks' shapes are written out unless this would shrink the scale to less than this fraction. */
const WORTH = 0.75;

/** Written after the shape of a block that is not trained. */
export const FIXED = " fixed";

/** Width of the caption in pixels. If there is less space, the shape is left out. */
export const captionWidth = (block: DiagramBlock): number =>
  CHARACTER * (block.name.length + shapeOf(block).length + 1 + (block.isFrozen ? FIXED.length : 0));

/** Width of a product's name and result, which are always written out in bold. */
const resultWidth = (row: DiagramRow | undefined, block: DiagramBlock): number =>
  row?.product === block ? 1.15 * CHARACTER * (block.name.length + 1 + row.result.length) : 0;

/** The largest value up to `high` that fits; 0 if none does. */
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

/** Writes `128 × 128` as `128²`. */
export const shapeOf = ({ rows, cols }: { readonly rows: number; readonly cols: number }): string =>
  rows === cols ? `${rows}²` : `${rows}×${cols}`;
