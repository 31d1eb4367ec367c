/** Results on the user's table: errors beside baselines, the completed table, and rows of it. */
import { macrotask } from "../../core/macrotask.ts";
import type { Experiment } from "../../workloads/mf/config/fields.ts";
import { BASELINE_NAMES, comparedText, type Baseline } from "../../workloads/mf/baselines.ts";
import { completedParts } from "../../workloads/mf/completed-table.ts";
import { writeNpz } from "../../workloads/mf/data/files/write-npy.ts";
import { completedRow, factorArrays, MAX_CSV, type Estimate } from "../../workloads/mf/estimate.ts";
import type { UserFile } from "../../workloads/mf/training.ts";
import { cellsOfRun, namesOfRun } from "../../workloads/mf/user-file.ts";
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

export const judgedBaselines = (baselines: readonly Baseline[]): (Judged & Baseline)[] =>
  baselines.map((baseline) => ({ name: BASELINE_NAMES[baseline.id](baseline), ...baseline }));

export const NO_ESTIMATE = "The run has no estimate of this table yet. Train it first.";

/** Above this number of cells, the page does not save the table: 1 GiB in float32. */
const MAX_NPY = 2 ** 28;

export const canSave = ({ rows, cols }: Pick<Experiment, "rows" | "cols">): boolean => rows * cols <= MAX_NPY;

/** Why the page does not save a table of this size, or saves it as NPY. Undefined if it saves a CSV. */
export function sizeNote({ rows, cols }: Pick<Experiment, "rows" | "cols">): string | undefined {
  if (rows * cols <= MAX_CSV) return undefined;
  if (canSave({ rows, cols }))
    return `The completed table is saved as NPY, because ${formatCount(rows)} × ${formatCount(cols)} cells are too many for a CSV. The names of its rows and columns are in the file of the factors.`;
  return `The completed table has ${formatCount(rows)} × ${formatCount(cols)} cells. That is more than a page can save, so it saves the factors, which hold everything to compute any part. “dmf run --data FILE --out FOLDER” writes the whole table.`;
}

/** The table with its known cells kept and all others estimated. */
export async function completedFile(estimate: Estimate, file: UserFile, config: Experiment) {
  const ending = estimate.rows * estimate.cols > MAX_CSV ? "npy" : "csv";
  const table = { ...estimate, row: (i: number) => completedRow(estimate, i) };
  const content: BlobPart[] = [];
  for await (const part of completedParts(table, file, config, ending)) {
    content.push(part);
    // The page stays responsive.
    await macrotask();
  }
  return { content, ending };
}

/** A network's factors, what turns their product into the data's unit, and the names of rows and columns, as NPZ. */
export const factorsNpz = (
  id: string,
  step: number,
  estimate: Estimate,
  names: ReturnType<typeof namesOfRun>,
): Uint8Array<ArrayBuffer> =>
  writeNpz({ ...factorArrays(id, estimate, names), step: { shape: [], values: Float64Array.of(step) } });
