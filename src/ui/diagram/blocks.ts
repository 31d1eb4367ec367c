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
  /** The bases in which the matrix is written. A change of bases turns the picture over. */
  readonly side?: string;
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
  readonly picture?: BlockPicture | undefined;
  /** The leading rows and columns, enlarged, and framed in this colour in the matrix and in the lens. */
  readonly lens?:
    | {
        readonly picture: BlockPicture;
        readonly colour: string;
        readonly isPart: boolean;
        /** Entries that light up once, by row and column. The key changes with each light. */
        readonly risen?:
          | { readonly key: string; readonly entries: readonly (readonly [number, number])[] }
          | undefined;
      }
    | undefined;
  /** A part of the matrix that lights up once. */
  readonly risen?: { readonly key: string; readonly picture: BlockPicture } | undefined;
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
  readonly product: DiagramBlock;
  /** A note beside its name: its inner width. */
  readonly note?: string;
  /** Names the spectra below the blocks, where the diagram draws them. */
  readonly spectraNote?: string;
  /** A measured sentence below the row. */
  readonly sentence?: string | undefined;
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
export interface DiagramLayout {
  readonly scale: number;
  /** Width of the space for each block, by row. The last one is for the product. */
  readonly slots: readonly (readonly number[])[];
  /** The side of a lens; 0 if no block has one. */
  readonly lens: number;
  /** Low rows have their lenses beside the matrices, and no spectra. */
  readonly isLensBeside: boolean;
  readonly hasSpectra: boolean;
  /** Whether there is room for the sentences. */
  readonly hasSentences: boolean;
  /** The space between two blocks. */
  readonly arrow: number;
}

/** Smallest width, enough for a name such as `W̃₁`. */
const SLOT_MIN = 24;
/** Width of a character of a caption in DejaVu Sans, a wide font: `U 24×8` takes 47 pixels. */
const CHARACTER = 7.9;
const ARROW = 16;
const CAPTION = 18;
const SPECTRUM_HEIGHT = 46;
const SENTENCE = 20;
/** Width of a character of a sentence. */
const LETTER = 6.6;
/** The sides of lenses. In rows with more than `LENS_BLOCKS` blocks, only the smallest lenses may be larger than the matrices, and arrows are short. */
const LENSES = [84, 76, 68, 60, 52, 44] as const;
const LENS = LENSES[0];
const LENS_SMALL = LENSES[5];
const LENS_BLOCKS = 5;
const LENS_AIR = 6;
/** A spectrum stands beside the lens if it has at least this width, otherwise below it. */
export const BESIDE_LENS = 40;
/** Height of a row's name. The next constant is the gap between parts. */
const ROW_HEAD = 24;
const ROW_AIR = 14;
/** Largest scale, so that a small matrix does not fill the diagram. */
const SCALE_MAX = 12;
/** Smallest visible thickness of a block. */
export const SIDE_MIN = 3;

/** All matrices of a row; the last one is the product. */
export const blocksOf = ({ blocks, product }: DiagramRow): readonly DiagramBlock[] => [...blocks, product];

const longestRow = (rows: readonly DiagramRow[]): number =>
  Math.max(...rows.map(({ blocks }) => blocks.length));

/** Lays out the rows at the largest common scale at which all of them fit into the box. */
export function layoutDiagram(
  rows: readonly DiagramRow[],
  box: Box,
  { slotMin = SLOT_MIN, arrow = longestRow(rows) > LENS_BLOCKS ? ARROW / 2 : ARROW } = {},
): DiagramLayout {
  const all = rows.map(blocksOf);
  const tallest = Math.max(1, ...all.flat().map((block) => block.rows));
  const perRow = box.height / Math.max(1, rows.length);
  const hasSentences = perRow >= SENTENCE_ROW;
  const lines = rows.map(({ sentence = "" }) => Math.ceil((LETTER * sentence.length) / box.width));
  const sentence = hasSentences ? SENTENCE * Math.max(0, ...lines) : 0;
  const forBody = perRow - ROW_HEAD - CAPTION - sentence - ROW_AIR;
  const lensRoom = (block: DiagramBlock, scale: number, { lens, isLensBeside }: LensPlace): number => {
    if (!block.lens) return 0;
    if (isLensBeside) return block.cols * scale + LENS_AIR + lens;
    return lens + (block.lens.isPart && lens === LENS ? BESIDE_LENS : 0);
  };
  const layoutWith = (place: LensPlace, room: (block: DiagramBlock) => number): DiagramLayout => {
    const highest = Math.min(SCALE_MAX, Math.max(20, forBody - belowLargest(place)) / tallest);
    const slotsAt = (scale: number): number[][] =>
      all.map((blocks, r) =>
        blocks.map((block) =>
          Math.max(
            room(block),
            resultWidth(rows[r], block),
            lensRoom(block, scale, place),
            block.cols * scale,
          ),
        ),
      );
    const scale = largest(highest, (one) =>
      slotsAt(one).every((slots) => slots.reduce((sum, slot) => sum + slot + arrow, arrow) <= box.width),
    );
    return { ...place, scale, slots: slotsAt(scale), hasSentences, arrow };
  };
  const tightly = (place: LensPlace) => layoutWith(place, () => slotMin);
  const place =
    lensPlaces(rows, forBody, slotMin).find(
      (one) => tallest * tightly(one).scale >= (isAlwaysGood(one) ? LENSED_MIN : one.lens),
    ) ?? NO_LENS;
  const tight = tightly(place);
  const spacious = layoutWith(place, (block) => Math.max(slotMin, captionWidth(block)));
  return spacious.scale < WORTH * tight.scale ? tight : spacious;
}

/** The height of a lens with a spectrum below it. */
const stacked = ({ lens, hasSpectra }: LensPlace): number =>
  lens + LENS_AIR + (hasSpectra ? SPECTRUM_HEIGHT : 0);
/** The height of lens and spectrum below the largest matrices. A large lens has the spectrum beside it. */
function belowLargest(place: LensPlace): number {
  if (place.isLensBeside) return 0;
  if (place.lens === 0) return SPECTRUM_HEIGHT;
  return place.hasSpectra && place.lens === LENS ? LENS + LENS_AIR : stacked(place);
}

/** The height below the matrices of a row, and how much more a lens above a spectrum needs. */
export function belowRow({ blocks }: DiagramRow, place: LensPlace): { below: number; more: number } {
  if (place.isLensBeside) return { below: 0, more: 0 };
  const isLarge = place.lens === 0 || blocks.some(({ lens }) => lens?.isPart);
  const below = isLarge ? belowLargest(place) : place.lens + LENS_AIR;
  return { below, more: stacked(place) - below };
}

/** Rows of at least this height have sentences. */
const SENTENCE_ROW = 115;
/** Lenses stand below the matrices if this height remains for the matrices. */
const MATRIX_MIN = 45;

/** Matrices with lenses below have at least this side. In a narrow box, lenses would leave them no width. */
const LENSED_MIN = 12;

/** Other lenses must not be larger than the matrices. */
const isAlwaysGood = ({ lens, isLensBeside }: LensPlace): boolean =>
  !isLensBeside && (lens === LENS || lens === LENS_SMALL);

type LensPlace = Pick<DiagramLayout, "lens" | "isLensBeside" | "hasSpectra">;
const NO_LENS: LensPlace = { lens: 0, isLensBeside: false, hasSpectra: true };

/**
 * The places for lenses, best first: below the matrices, beside them, or below them without spectra. Long rows have little
 * width, so that lenses beside the matrices come last.
 */
function lensPlaces(rows: readonly DiagramRow[], height: number, slotMin: number): readonly LensPlace[] {
  if (!rows.some(({ blocks }) => blocks.some((block) => block.lens))) return [NO_LENS];
  const isLong = longestRow(rows) > LENS_BLOCKS;
  const small = isLong && slotMin === SLOT_MIN ? LENSES.slice(1) : [LENS_SMALL];
  const sides = isLong || slotMin > SLOT_MIN ? small : [LENS];
  const below = sides.map((lens) => ({ lens, isLensBeside: false, hasSpectra: true }));
  const beside = LENSES.map((lens) => ({ lens, isLensBeside: true, hasSpectra: false }));
  const alone = small.map((lens) => ({ lens, isLensBeside: false, hasSpectra: false }));
  return [...below, ...(isLong ? [...alone, ...beside] : [...beside, ...alone])].filter((place) =>
    place.isLensBeside ? place.lens <= height : height - belowLargest(place) >= MATRIX_MIN,
  );
}

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
