/** Results on the user's table: errors beside baselines, the completed table, and rows of it. */
import type { Experiment } from "../../experiment/experiment.ts";
import { BASELINE_NAMES, type Baseline } from "../../workloads/mf/baselines.ts";
import { eachCell, type Cells } from "../../workloads/mf/data/cells.ts";
import { writeNpy, writeNpz } from "../../workloads/mf/data/files/write-npy.ts";
import { completedRow, factorArrays, type Estimate } from "../../workloads/mf/estimate.ts";
import { foldIn } from "../../workloads/mf/fold-in.ts";
import type { UserFile } from "../../workloads/mf/training.ts";
import { cellsOfFile } from "../../workloads/mf/user-file.ts";
import { linesToCsv } from "../files/csv.ts";
import { formatCount } from "../format.ts";

import type { Judged } from "../run/judged.ts";

export { bestColumns } from "../../workloads/mf/estimate.ts";

export const judgedBaselines = (baselines: readonly Baseline[]): Judged[] =>
  baselines.map((baseline) => ({ name: BASELINE_NAMES[baseline.id](baseline), ...baseline }));

/** The cells that train, validate and test; undefined if the run averages the file. */
export function cellsOfRun({ matrix }: UserFile, config: Experiment): Cells | undefined {
  const [, , height = matrix.rows, width = matrix.cols] = config.crop;
  return height === config.rows && width === config.cols ? cellsOfFile(matrix, config) : undefined;
}

/** The names of the run's rows and columns, if the file has them and they are not averaged. */
export function namesOfRun({ matrix }: UserFile, { crop, rows, cols }: Experiment) {
  const [top = 0, left = 0, height = matrix.rows, width = matrix.cols] = crop;
  return {
    rowNames: height === rows ? matrix.rowNames?.slice(top, top + rows) : undefined,
    colNames: width === cols ? matrix.colNames?.slice(left, left + cols) : undefined,
  };
}

/** Above this number of cells, the table is saved as NPY, because a CSV would take too much memory. */
const MAX_CSV = 5e6;

/** Above this number of cells, the page does not save the table: 1 GiB in float32. */
const MAX_NPY = 2 ** 28;

/** Why the page cannot save a table of this size. Undefined if it can. */
export function tooLarge({
  rows,
  cols,
}: {
  readonly rows: number;
  readonly cols: number;
}): string | undefined {
  if (rows * cols <= MAX_NPY) return undefined;
  return `The completed table has ${formatCount(rows)} × ${formatCount(cols)} cells. That is more than a page can save, so it saves the factors, which hold everything to compute any part. “dmf run --data FILE --out FOLDER” writes the whole table.`;
}

/** The table with its known cells kept and all others estimated. */
export async function completedFile(
  estimate: Estimate,
  file: UserFile,
  config: Experiment,
): Promise<{ readonly content: string | Uint8Array<ArrayBuffer>; readonly ending: "csv" | "npy" }> {
  const { rows, cols } = estimate;
  const known = cellsOfRun(file, config);
  const rowAt = (i: number): Float64Array => {
    const row = completedRow(estimate, i).map((value) => Number(value.toPrecision(7)));
    if (known)
      eachCell({ rows: 1, starts: known.starts.subarray(i, i + 2), columns: known.columns }, (_, j, at) => {
        row[j] = known.values[at] as number;
      });
    return row;
  };
  if (rows * cols > MAX_CSV) {
    const values = new Float32Array(rows * cols);
    for (let i = 0; i < rows; i++) values.set(rowAt(i), i * cols);
    return { content: writeNpy({ shape: [rows, cols], values }), ending: "npy" };
  }
  const { rowNames, colNames } = namesOfRun(file, config);
  const corner = rowNames ? [""] : [];
  const lines = Array.from({ length: rows }, (_, i) => [
    ...(rowNames ? [rowNames[i] ?? ""] : []),
    ...rowAt(i),
  ]);
  const all = colNames ? [[...corner, ...colNames], ...lines] : lines;
  return { content: await linesToCsv(all, file.matrix.notation), ending: "csv" };
}

/** A network's factors, and what turns their product into the data's unit, as NPZ. */
export const factorsNpz = (id: string, step: number, estimate: Estimate): Uint8Array<ArrayBuffer> =>
  writeNpz({ ...factorArrays(id, estimate), step: { shape: [], values: Float64Array.of(step) } });

/** A column and its estimate. */
export interface Suggestion {
  readonly name: string;
  readonly value: number;
}

const nameAt = (names: readonly string[] | undefined, j: number): string => names?.[j] ?? String(j + 1);

/** The index of a row or column by its name, or by its number from 1. -1 if there is none. */
export function indexOf(names: readonly string[] | undefined, count: number, text: string): number {
  const at = names ? names.indexOf(text) : Number(text) - 1;
  return Number.isInteger(at) && at >= 0 && at < count ? at : -1;
}

/** The best columns of a new row, given lines “column value”. Throws an Error whose message is for the user. */
export function completeNewRow(
  estimate: Estimate,
  names: readonly string[] | undefined,
  text: string,
  count = 10,
): Suggestion[] {
  const known = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, i) => {
      const [, column = "", value = ""] = /^\s*(.*?)[\s,;=:]+(\S+)\s*$/.exec(line) ?? [];
      const j = indexOf(names, estimate.cols, column);
      if (j < 0) throw new Error(`Line ${i + 1}: there is no column “${column || line}”.`);
      if (value === "" || !Number.isFinite(Number(value)))
        throw new Error(`Line ${i + 1}: “${value}” is not a number.`);
      return [j, Number(value)] as const;
    });
  if (known.length === 0) throw new Error("Give at least one line “column value”.");
  const row = foldIn(estimate, known);
  const seen = new Set(known.map(([j]) => j));
  return [...row.keys()]
    .filter((j) => !seen.has(j))
    .toSorted((a, b) => (row[b] as number) - (row[a] as number))
    .slice(0, count)
    .map((j) => ({ name: nameAt(names, j), value: row[j] as number }));
}

/** Some columns of a row with their estimates. */
export function suggestionsAt(
  estimate: Estimate,
  names: readonly string[] | undefined,
  i: number,
  columns: readonly number[],
): Suggestion[] {
  const row = completedRow(estimate, i);
  return columns.map((j) => ({ name: nameAt(names, j), value: row[j] as number }));
}
