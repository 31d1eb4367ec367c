/**
 * The baseline that is subtracted from real data before training. It is computed from the observed entries
 * only.
 */
import { eachCell, transposeCells, type Cells, type CellSplit } from "./cells.ts";

/** The baseline to subtract: none; the mean; or the mean plus each row's and column's deviation from it. */
export type Centre = "none" | "mean" | "biases";

/**
 * Shrinks each bias towards 0: the mean that gives the bias includes this many zeros in addition to its row's or
 * column's entries. A single rating says little about a person.
 */
const SHRINKAGE = 5;
/** Number of alternations. The biases converge much earlier. */
const TURNS = 10;

/** An offset for all cells and, with biases, an effect of each row and of each column. */
export interface Centring {
  readonly offset: number;
  readonly ofRow?: Float64Array;
  readonly ofCol?: Float64Array;
}

export function centring(cells: Cells, centre: Centre): Centring {
  if (centre === "none") return { offset: 0 };
  const offset = cells.values.reduce((sum, value) => sum + value, 0) / cells.values.length;
  return centre === "mean" ? { offset } : { offset, ...biasesOf(cells, offset) };
}

/** The subtracted amount at a cell, without the offset. */
export const biasAt = ({ ofRow, ofCol }: Centring, i: number, j: number): number =>
  (ofRow?.[i] ?? 0) + (ofCol?.[j] ?? 0);
/** The subtracted amount at a cell. */
export const centreAt = (centred: Centring, i: number, j: number): number =>
  biasAt(centred, i, j) + centred.offset;

/** Finds by alternation the b_i + c_j that fit the cells best. */
function biasesOf(cells: Cells, offset: number): { ofRow: Float64Array; ofCol: Float64Array } {
  const ofRow = new Float64Array(cells.rows);
  const ofCol = new Float64Array(cells.cols);
  const turned = transposeCells(cells);
  for (let turn = 0; turn < TURNS; turn++)
    for (const [own, other, { starts, columns, values }] of [
      [ofRow, ofCol, cells],
      [ofCol, ofRow, turned],
    ] as const)
      for (let i = 0; i < own.length; i++) {
        const [from, to] = [starts[i] as number, starts[i + 1] as number];
        let sum = 0;
        for (let at = from; at < to; at++)
          sum += (values[at] as number) - offset - (other[columns[at] as number] as number);
        own[i] = sum / (to - from + SHRINKAGE);
      }
  return { ofRow, ofCol };
}

/** A table as a task of completion, in the data's own unit. */
export interface Completion extends CellSplit {
  /** The amount that the networks' problem subtracts. */
  readonly centred: Centring;
}

/** The cells after the subtraction. */
export function residualOf(cells: Cells, centred: Centring): Cells {
  const values = new Float64Array(cells.values.length);
  eachCell(cells, (i, j, at) => {
    values[at] = (cells.values[at] as number) - centreAt(centred, i, j);
  });
  return { ...cells, values };
}
