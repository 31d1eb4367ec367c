/** Results on the user's table: errors beside baselines, the completed table, and rows of it. */
import type { Experiment } from "../../workloads/mf/config/fields.ts";
import { BASELINE_NAMES, comparedText, type Baseline } from "../../workloads/mf/baselines.ts";
import { writeNpy, writeNpz } from "../../workloads/mf/data/files/write-npy.ts";
import { completedRow, factorArrays, type Estimate } from "../../workloads/mf/estimate.ts";
import { keepKnown } from "../../workloads/mf/suggestions.ts";
import type { UserFile } from "../../workloads/mf/training.ts";
import { cellsOfRun, namesOfRun } from "../../workloads/mf/user-file.ts";
import { linesToCsv } from "../files/csv.ts";
import { formatCount } from "../format.ts";
import type { Judged } from "../run/judged.ts";

export { cellsOfRun, comparedText, namesOfRun };
export {
  bestOfNewRow,
  bestOfRow,
  indexOf,
  NO_COLUMN,
  readNewRow,
  type Suggestion,
} from "../../workloads/mf/suggestions.ts";

export const judgedBaselines = (baselines: readonly Baseline[]): Judged[] =>
  baselines.map((baseline) => ({ name: BASELINE_NAMES[baseline.id](baseline), ...baseline }));

export const NO_ESTIMATE = "The run has no estimate of this table yet. Train it first.";

/** Above this number of cells, the table is saved as NPY, because a CSV would take too much memory. */
const MAX_CSV = 5e6;

/** Above this number of cells, the page does not save the table: 1 GiB in float32. */
const MAX_NPY = 2 ** 28;

/** Why the page cannot save a table of this size. Undefined if it can. */
export function tooLarge({ rows, cols }: Pick<Experiment, "rows" | "cols">): string | undefined {
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
  const known = cellsOfRun(file.matrix, config);
  const rowAt = (i: number): Float64Array => {
    const row = completedRow(estimate, i).map((value) => Number(value.toPrecision(7)));
    if (known) keepKnown(row, known, i);
    return row;
  };
  if (rows * cols > MAX_CSV) {
    const values = new Float32Array(rows * cols);
    for (let i = 0; i < rows; i++) values.set(rowAt(i), i * cols);
    return { content: writeNpy({ shape: [rows, cols], values }), ending: "npy" };
  }
  const { rowNames, colNames } = namesOfRun(file.matrix, config);
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
