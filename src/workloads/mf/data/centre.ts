/** The baseline that is subtracted from real data before training. It is computed from the observed entries only. */
import { eachCell, type Cells, type CellSplit } from "./cells.ts";

/** The baseline to subtract: none; the mean; or the mean plus each row's and column's deviation from it. */
export type Centre = "none" | "mean" | "biases";

/**
 * Shrinks each bias towards 0: the mean that gives the bias includes this many zeros in addition to its row's or
 * column's entries. A single rating says little about a person.
 */
export const SHRINKAGE = 5;
/** Number of alternations. The biases converge much earlier. */
const TURNS = 10;

/** An offset for all cells and, with biases, an effect of each row and of each column. */
export interface Centring {
  readonly offset: number;
  readonly ofRow?: Float64Array | undefined;
  readonly ofCol?: Float64Array | undefined;
}

export function centring(cells: Cells, centre: Centre): Centring {
  if (centre === "none") return { offset: 0 };
  const offset = cells.values.reduce((sum, value) => sum + value, 0) / cells.values.length;
  return centre === "mean" ? { offset } : { offset, ...biasesOf(cells, offset) };
}

/** The subtracted amount at a cell, without the offset. */
export const biasAt = ({ ofRow, ofCol }: Centring, i: number, j: number): number =>
  (ofRow?.[i] ?? 0) + (ofCol?.[j] ?? 0);
export const centreAt = (centred: Centring, i: number, j: number): number =>
  biasAt(centred, i, j) + centred.offset;

/** Finds by alternation the b_i + c_j that fit the cells best. */
function biasesOf(cells: Cells, offset: number): { ofRow: Float64Array; ofCol: Float64Array } {
  const ofRow = new Float64Array(cells.rows);
  const ofCol = new Float64Array(cells.cols);
  const counts = { ofRow: new Uint32Array(cells.rows), ofCol: new Uint32Array(cells.cols) };
  eachCell(cells, (i, j) => {
    counts.ofRow[i] = (counts.ofRow[i] as number) + 1;
    counts.ofCol[j] = (counts.ofCol[j] as number) + 1;
  });
  const average = (sums: Float64Array, of: Uint32Array): void =>
    sums.forEach((sum, k) => (sums[k] = sum / ((of[k] as number) + SHRINKAGE)));
  for (let turn = 0; turn < TURNS; turn++) {
    ofRow.fill(0);
    eachCell(cells, (i, j, at) => {
      ofRow[i] = (ofRow[i] as number) + ((cells.values[at] as number) - offset - (ofCol[j] as number));
    });
    average(ofRow, counts.ofRow);
    ofCol.fill(0);
    eachCell(cells, (i, j, at) => {
      ofCol[j] = (ofCol[j] as number) + ((cells.values[at] as number) - offset - (ofRow[i] as number));
    });
    average(ofCol, counts.ofCol);
  }
  return { ofRow, ofCol };
}

/** A table as a task of completion, in the data's own unit. */
export interface Completion extends CellSplit {
  /** The amount that the networks' problem subtracts. */
  readonly centred: Centring;
}

export function residualOf(cells: Cells, centred: Centring): Cells {
  const values = new Float64Array(cells.values.length);
  eachCell(cells, (i, j, at) => {
    values[at] = (cells.values[at] as number) - centreAt(centred, i, j);
  });
  return { ...cells, values };
}
