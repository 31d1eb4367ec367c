/**
 * Averaged copies of a large matrix as pictures. The estimate's averages follow from those of its factors, so no picture
 * needs the matrix: the mean of a block of A Vᵀ is the product of the means of A's and V's rows.
 */
import { multiply, transpose, zeros, type Matrix } from "../../../math/matrix.ts";
import { eachCell, type Cells } from "../data/cells.ts";
import { pictureColours, UNSEEN } from "../probes/colours.ts";
import type { PictureScale } from "../plan/views.ts";
import type { Unit } from "../data/problem.ts";

/** A picture has at most this many rows or columns. */
const MAX_SIDE = 128;

export interface PictureSize {
  readonly rows: number;
  readonly cols: number;
}

export const pictureSize = ({ rows, cols }: PictureSize): PictureSize => ({
  rows: Math.min(rows, MAX_SIDE),
  cols: Math.min(cols, MAX_SIDE),
});

const blockOf = (at: number, length: number, blocks: number): number => Math.floor((at * blocks) / length);

/** The mean of the cells in each block; NaN without a cell. */
export function averageCells(cells: Cells): Float64Array {
  const { rows, cols } = pictureSize(cells);
  const sums = new Float64Array(rows * cols);
  const counts = new Float64Array(rows * cols);
  eachCell(cells, (i, j, at) => {
    const to = blockOf(i, cells.rows, rows) * cols + blockOf(j, cells.cols, cols);
    sums[to] = (sums[to] as number) + (cells.values[at] as number);
    counts[to] = (counts[to] as number) + 1;
  });
  return sums.map((sum, to) => sum / (counts[to] as number));
}

/** The mean of each block of left · rightᵀ. */
export function averageProduct(left: Matrix, right: Matrix): Float64Array {
  const size = pictureSize({ rows: left.rows, cols: right.rows });
  return multiply(averageRows(left, size.rows), transpose(averageRows(right, size.cols))).data;
}

function averageRows({ rows, cols, data }: Matrix, blocks: number): Matrix {
  const out = zeros(blocks, cols);
  const counts = new Float64Array(blocks);
  for (let i = 0; i < rows; i++) {
    const to = blockOf(i, rows, blocks);
    counts[to] = (counts[to] as number) + 1;
    for (let c = 0; c < cols; c++)
      out.data[to * cols + c] = (out.data[to * cols + c] as number) + (data[i * cols + c] as number);
  }
  return { ...out, data: out.data.map((sum, at) => sum / (counts[Math.floor(at / cols)] as number)) };
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

/** The scale of the averages that training sees. */
export function scaleOf(averages: Float64Array): PictureScale {
  const known = averages.filter((value) => !Number.isNaN(value));
  const low = known.reduce((least, value) => Math.min(least, value), Infinity);
  const high = known.reduce((most, value) => Math.max(most, value), -Infinity);
  const span = Math.max((high - low) / 4, 1e-12);
  return { low, high: Math.max(high, low + 1e-12), span };
}
