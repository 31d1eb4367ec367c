/**
 * The known cells of a matrix, row by row, in ascending order of their columns. Baselines, scores and runs on the known
 * entries use this list and never form the matrix.
 */
import type { Matrix } from "../../../math/matrix.ts";
import { randomStream, sampleWithout } from "../../../math/random.ts";

export interface Cells {
  readonly rows: number;
  readonly cols: number;
  /** rows + 1 offsets: row i has the cells starts[i] to starts[i + 1] − 1. */
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float64Array;
}

/** The offsets of the rows, from the row of each cell. */
function startsOf(rows: number, rowOf: Uint32Array): Uint32Array {
  const starts = new Uint32Array(rows + 1);
  for (const i of rowOf) starts[i + 1] = (starts[i + 1] as number) + 1;
  for (let i = 0; i < rows; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
  return starts;
}

function valuesAt(values: Float64Array, places: Uint32Array): Float64Array {
  const out = new Float64Array(places.length);
  places.forEach((at, k) => (out[k] = values[at] as number));
  return out;
}

/** The places of `wanted`. */
function placesOf(parts: ArrayLike<number>, wanted: number): Uint32Array {
  const places = new Uint32Array(parts.length);
  let count = 0;
  for (let at = 0; at < parts.length; at++) if (parts[at] === wanted) places[count++] = at;
  return places.slice(0, count);
}

/** Lists the cells of a matrix that have the weight 1 in `mask`; all cells without a mask. */
export function cellsOf({ rows, cols, data }: Matrix, mask?: ArrayLike<number>): Cells {
  const places = mask ? placesOf(mask, 1) : new Uint32Array(data.length).map((_, at) => at);
  const starts = startsOf(
    rows,
    places.map((at) => Math.floor(at / cols)),
  );
  return { rows, cols, starts, columns: places.map((at) => at % cols), values: valuesAt(data, places) };
}

/** Cells in any order, by their rows and columns. Of several at one place, the last one counts. */
export function cellsFrom(
  rows: number,
  cols: number,
  row: Uint32Array,
  column: Uint32Array,
  valueOf: (k: number) => number,
): Cells {
  // Two stable sorts by counting: by column, then by row.
  const order = sortedBy(row, rows, sortedBy(column, cols, Uint32Array.from(row.keys())));
  const kept = order.filter((k, place) => {
    const next = order[place + 1];
    return next === undefined || row[k] !== row[next] || column[k] !== column[next];
  });
  return {
    rows,
    cols,
    starts: startsOf(
      rows,
      kept.map((k) => row[k] as number),
    ),
    columns: kept.map((k) => column[k] as number),
    values: Float64Array.from(kept, valueOf),
  };
}

function sortedBy(keys: Uint32Array, count: number, order: Uint32Array): Uint32Array {
  const next = startsOf(count, keys);
  const out = new Uint32Array(order.length);
  for (const k of order) {
    const key = keys[k] as number;
    out[next[key] as number] = k;
    next[key] = (next[key] as number) + 1;
  }
  return out;
}

/** The cells at some places, in ascending order, of a part that begins at row `top` and column `left`. */
export function cellsAt(
  cells: Cells,
  places: Uint32Array,
  { rows, cols }: Pick<Cells, "rows" | "cols"> = cells,
  top = 0,
  left = 0,
): Cells {
  const starts = new Uint32Array(rows + 1);
  for (let i = 0, k = 0; i < rows; i++) {
    while (k < places.length && (places[k] as number) < (cells.starts[top + i + 1] as number)) k++;
    starts[i + 1] = k;
  }
  const columns = places.map((at) => (cells.columns[at] as number) - left);
  return { rows, cols, starts, columns, values: valuesAt(cells.values, places) };
}

/** Calls `visit` for every cell, in order. */
export function eachCell(
  { rows, starts, columns }: Pick<Cells, "rows" | "starts" | "columns">,
  visit: (i: number, j: number, at: number) => void,
): void {
  for (let i = 0; i < rows; i++)
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at++)
      visit(i, columns[at] as number, at);
}

/** The cells of the transposed matrix. `places` holds the index of each of them among the given cells. */
export function transposeCells(cells: Cells): Cells & { readonly places: Uint32Array } {
  const { rows, cols, columns, values } = cells;
  const starts = startsOf(cols, columns);
  const next = starts.slice();
  const places = new Uint32Array(values.length);
  const across = new Uint32Array(values.length);
  eachCell(cells, (i, j, at) => {
    const to = next[j] as number;
    next[j] = to + 1;
    places[to] = at;
    across[to] = i;
  });
  return { rows: cols, cols: rows, starts, columns: across, values: valuesAt(values, places), places };
}

/** The known cells of a file in three parts. Training sees `train`; `validation` and `test` are held out. */
export interface CellSplit {
  readonly train: Cells;
  readonly validation: Cells;
  readonly test: Cells;
}

/**
 * Splits the cells by the seed as the masks `exact` and `holdOut` split the entries of a matrix: ⌊observed · count⌋ cells
 * are observed, and the fraction `validation` of these is held out. At least one cell remains for training.
 */
export function splitCells(
  cells: Cells,
  seed: number,
  { observed, validation }: { readonly observed: number; readonly validation: number },
): CellSplit {
  const count = cells.values.length;
  const [train, held, test] = [0, 1, 2];
  const part = new Uint8Array(count).fill(test);
  const seenCount = Math.min(count, Math.max(1, Math.floor(observed * count)));
  for (const at of sampleWithout(randomStream(seed, "mask"), count, seenCount)) part[at] = train;
  const seen = placesOf(part, train);
  const heldCount =
    validation === 0 ? 0 : Math.min(seen.length - 1, Math.max(1, Math.round(validation * seen.length)));
  for (const k of sampleWithout(randomStream(seed, "validation"), seen.length, heldCount))
    part[seen[k] as number] = held;
  const cellsOfPart = (wanted: number): Cells => cellsAt(cells, placesOf(part, wanted));
  return { train: cellsOfPart(train), validation: cellsOfPart(held), test: cellsOfPart(test) };
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

export function rangeOf({ values }: Pick<Cells, "values">): Range {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}

export const clipped = (value: number, { low, high }: Range): number => Math.min(high, Math.max(low, value));

/** Errors of an estimate on some cells, in the data's unit. NaN without cells. */
export interface Score {
  /** Root mean squared error. */
  readonly rmse: number;
  /** Mean absolute error. */
  readonly mae: number;
}

/** The value of an estimate at row i and column j. */
export type ValueAt = (i: number, j: number) => number;

/** Scores an estimate whose values are clipped to a range. `valueAt` also gets the index of the cell. */
export function scoreOf(
  cells: Cells,
  range: Range,
  valueAt: (i: number, j: number, at: number) => number,
): Score {
  let [squares, sizes] = [0, 0];
  eachCell(cells, (i, j, at) => {
    const error = clipped(valueAt(i, j, at), range) - (cells.values[at] as number);
    squares += error * error;
    sizes += Math.abs(error);
  });
  const count = cells.values.length;
  return { rmse: Math.sqrt(squares / count), mae: sizes / count };
}

/**
 * Half of the 95 % interval of the difference of two estimates' RMSEs on the same cells, from the paired differences d of
 * their squared errors: RMSE_a − RMSE_b is the mean of d by RMSE_a + RMSE_b.
 */
export function pairedNoise(cells: Cells, range: Range, a: ValueAt, b: ValueAt): number {
  const count = cells.values.length;
  let [ofA, ofB, squares] = [0, 0, 0];
  eachCell(cells, (i, j, at) => {
    const value = cells.values[at] as number;
    const [errorA, errorB] = [(clipped(a(i, j), range) - value) ** 2, (clipped(b(i, j), range) - value) ** 2];
    ofA += errorA;
    ofB += errorB;
    squares += (errorA - errorB) ** 2;
  });
  const deviation = Math.sqrt(Math.max(0, squares - (ofA - ofB) ** 2 / count) / (count - 1));
  return (1.96 * deviation) / (Math.sqrt(ofA) + Math.sqrt(ofB)) || 0;
}
