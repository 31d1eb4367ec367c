/**
 * Turns a file's matrix into the matrix that is trained on: selects a channel and a part, and averages it to
 * a smaller size.
 */
import { badInput } from "../../../../core/errors.ts";
import type { Matrix } from "../../../../math/matrix.ts";
import { resample } from "../bundled.ts";
import { eachCell, type Cells } from "../cells.ts";
import type { RealData } from "../generate.ts";
import type { ImportedMatrix } from "./imported.ts";
import { formatCount } from "../../../../core/format.ts";

type Channel = "luma" | "red" | "green" | "blue";

export interface MatrixPreparation {
  readonly channel: Channel;
  /** First row, first column, number of rows and number of columns of the chosen part. Empty means all. */
  readonly crop: readonly number[];
  readonly rows: number;
  readonly cols: number;
}

export function prepare(file: ImportedMatrix, { channel, crop, rows, cols }: MatrixPreparation): RealData {
  const [top = 0, left = 0, height = file.rows, width = file.cols] = crop;
  if (
    top + height > file.rows ||
    left + width > file.cols ||
    height < rows ||
    width < cols ||
    rows < 2 ||
    cols < 2
  )
    throw badInput(
      `The chosen part (${formatCount(rows)} × ${formatCount(cols)} values from ${formatCount(height)} rows and ${formatCount(width)} columns, beginning at row ${formatCount(top + 1)}, column ${formatCount(left + 1)}) does not fit into the file’s ${formatCount(file.rows)} × ${formatCount(file.cols)} values. Choose the file again, or a smaller size.`,
    );
  const part = (pick: (at: number) => number): Matrix => {
    const data = new Float64Array(height * width);
    for (let i = 0; i < height; i++)
      for (let j = 0; j < width; j++) data[i * width + j] = pick((top + i) * file.cols + left + j);
    return { rows: height, cols: width, data };
  };
  if (file.cells) return prepareCells(file.cells, [top, left, height, width], rows, cols);
  const { rgb, values, known } = file;
  const plane = ["red", "green", "blue"].indexOf(channel);
  const data = part(
    rgb && plane >= 0 ? (at) => (rgb[3 * at + plane] as number) / 255 : (at) => values[at] as number,
  );
  const mask = known && part((at) => known[at] as number);
  const isWhole = height === rows && width === cols;
  return notConstant(isWhole ? { ...data, known: mask?.data } : average(data, mask, rows, cols));
}

/** The averages of the known cells of a part. An averaged cell takes every cell that begins in it. */
function prepareCells(
  cells: Cells,
  [top, left, height, width]: readonly [number, number, number, number],
  rows: number,
  cols: number,
): RealData {
  const data = new Float64Array(rows * cols);
  const counts = new Float64Array(rows * cols);
  eachCell(cells, (i, j, at) => {
    if (i < top || j < left || i >= top + height || j >= left + width) return;
    const to = Math.floor(((i - top) * rows) / height) * cols + Math.floor(((j - left) * cols) / width);
    data[to] = (data[to] as number) + (cells.values[at] as number);
    counts[to] = (counts[to] as number) + 1;
  });
  const known = counts.map((count) => Math.min(1, count));
  return notConstant({
    rows,
    cols,
    data: data.map((sum, k) => sum / Math.max(1, counts[k] as number)),
    ...(known.includes(0) ? { known } : {}),
  });
}

/** Area average of the known values. An averaged cell is known if it covers any known value. */
function average(data: Matrix, mask: Matrix | undefined, rows: number, cols: number): RealData {
  const sums = resample(data, rows, cols);
  if (!mask) return sums;
  const shares = resample(mask, rows, cols).data;
  const known = shares.map((share) => (share > 1e-9 ? 1 : 0));
  return {
    rows,
    cols,
    data: sums.data.map((sum, i) => (known[i] === 1 ? sum / (shares[i] as number) : 0)),
    ...(known.includes(0) ? { known } : {}),
  };
}

/** The values, unless all of them are equal. */
function notConstant(values: RealData): RealData {
  const { data, known } = values;
  const first = data[known ? known.indexOf(1) : 0];
  if (data.some((value, i) => known?.[i] !== 0 && value !== first)) return values;
  throw badInput(
    "All values in the chosen part of the file are equal: there is nothing to learn. Choose another part.",
  );
}
