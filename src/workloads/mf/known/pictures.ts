/**
 * Pictures of the first rows and columns of a large matrix. Ratings are sorted, so these have the most. (The averages of an
 * estimate over blocks of many rows and columns are all about 0, because the effects are subtracted.)
 */
import { firstRows, multiply, transpose, type Matrix } from "../../../math/matrix.ts";
import { rangeOf, type Cells } from "../data/cells.ts";
import { pictureColours, UNSEEN } from "../probes/colours.ts";
import type { PictureScale } from "../plan/views.ts";
import type { Unit } from "../data/problem.ts";

/** A picture has at most this many rows or columns. */
const MAX_SIDE = 128;

interface PictureSize {
  readonly rows: number;
  readonly cols: number;
}

export const pictureSize = ({ rows, cols }: PictureSize): PictureSize => ({
  rows: Math.min(rows, MAX_SIDE),
  cols: Math.min(cols, MAX_SIDE),
});

/** The cells of the first rows and columns; NaN for a cell that is not known. */
export function cornerOfCells(cells: Cells): Float64Array {
  const { rows, cols } = pictureSize(cells);
  const corner = new Float64Array(rows * cols).fill(NaN);
  for (let i = 0; i < rows; i++)
    for (let at = cells.starts[i] as number; at < (cells.starts[i + 1] as number); at++) {
      const j = cells.columns[at] as number;
      if (j < cols) corner[i * cols + j] = cells.values[at] as number;
    }
  return corner;
}

/** The first rows and columns of left · rightᵀ. */
export function cornerOfProduct(left: Matrix, right: Matrix): Float64Array {
  const { rows, cols } = pictureSize({ rows: left.rows, cols: right.rows });
  return multiply(firstRows(left, rows), transpose(firstRows(right, cols))).data;
}

/** RGBA pixels on a scale; NaN has the colour of unobserved entries. */
export function paint(values: Float64Array, { low, high }: PictureScale, unit: Unit) {
  const colours = pictureColours(unit, low, high);
  const last = colours.length - 1;
  const pixels = Uint32Array.from(values, (value) =>
    Number.isNaN(value)
      ? UNSEEN
      : (colours[Math.min(last, Math.max(0, Math.round((last * (value - low)) / (high - low))))] as number),
  );
  return new Uint8ClampedArray(pixels.buffer);
}

/** The scale of the values that training sees. */
export function scaleOf(cells: Cells): PictureScale {
  const { low, high } = rangeOf(cells);
  const span = Math.max((high - low) / 4, 1e-12);
  return { low, high: Math.max(high, low + 1e-12), span };
}
