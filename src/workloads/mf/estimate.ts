/** A network's estimate of a table in the data's unit, and the values that are saved as the completed matrix. */
import type { Matrix } from "../../math/matrix.ts";
import { centreAt, type Centring, type Completion } from "./data/centre.ts";
import type { ImportedMatrix } from "./data/files/imported.ts";
import { npyTexts, type NpyArray } from "./data/files/write-npy.ts";
import { clipped, rangeOf, scoreOf, type Range, type Score } from "./data/cells.ts";

/** The estimate at cell (i, j) is centre + scale · Σ_c left(i, c) right(j, c). */
export interface Estimate extends Score {
  readonly rows: number;
  readonly cols: number;
  /** rows × k. */
  readonly left: Matrix;
  /** cols × k; undefined if `left` is the whole estimate, rows × cols. */
  readonly right: Matrix | undefined;
  readonly scale: number;
  readonly centred: Centring;
  /** The smallest and the largest value that training saw. */
  readonly range: Range;
  /** The factors W_1 … W_n of the network (for Yaras Vᵀ, W̃_1 … W̃_L, U). */
  readonly factors: readonly Matrix[];
}

/** A completed table with more cells is written as NPY. */
export const MAX_CSV = 2e7;

type EstimateParts = Pick<Estimate, "left" | "right" | "scale" | "centred">;

/** The value at a cell, unclipped. */
export function estimateAt({ left, right, scale, centred }: EstimateParts, i: number, j: number): number {
  const k = left.cols;
  let sum = 0;
  if (right)
    for (let c = 0; c < k; c++) sum += (left.data[i * k + c] as number) * (right.data[j * k + c] as number);
  else sum = left.data[i * k + j] as number;
  return centreAt(centred, i, j) + scale * sum;
}

/** Adds the errors on the test cells. */
export function estimateOf(
  { train, test, centred }: Completion,
  parts: Omit<EstimateParts, "centred"> & Pick<Estimate, "factors">,
): Estimate {
  const range = rangeOf(train);
  const whole = { ...parts, centred };
  const { rows, cols } = train;
  return { rows, cols, ...whole, range, ...scoreOf(test, range, (i, j) => estimateAt(whole, i, j)) };
}

/**
 * The arrays of an NPZ file from which a reader can compute any part of the estimate: the factors, and the scale, offset and
 * effects that turn their product into the data's unit, and the names of rows and columns.
 */
export function factorArrays(
  model: string,
  { factors, scale, centred: { offset, ofRow, ofCol } }: Pick<Estimate, "factors" | "scale" | "centred">,
  { rowNames, colNames }: Pick<ImportedMatrix, "rowNames" | "colNames">,
): Record<string, NpyArray> {
  const vector = (values: Float64Array): NpyArray => ({ shape: [values.length], values });
  return {
    offset: { shape: [], values: Float64Array.of(offset) },
    scale: { shape: [], values: Float64Array.of(scale) },
    ...(ofRow ? { row_effects: vector(ofRow) } : {}),
    ...(ofCol ? { column_effects: vector(ofCol) } : {}),
    ...(rowNames ? { row_names: npyTexts(rowNames) } : {}),
    ...(colNames ? { column_names: npyTexts(colNames) } : {}),
    ...Object.fromEntries(
      factors.map(({ rows, cols, data }, l) => [`${model}/W${l + 1}`, { shape: [rows, cols], values: data }]),
    ),
  };
}

/** The estimates of a row. Clipped ones lie in the range of the values that training saw. */
export function completedRow(estimate: Estimate, i: number, isClipped = true): Float64Array {
  const { cols, range } = estimate;
  return Float64Array.from({ length: cols }, (_, j) => {
    const value = estimateAt(estimate, i, j);
    return isClipped ? clipped(value, range) : value;
  });
}
