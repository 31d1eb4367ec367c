/** The results of a run on a table: errors in the data's unit beside baselines, the completed table and the factors. */
import { join } from "node:path";
import type { Baseline, RunReport, TableEstimate } from "../../library/api.ts";
import { BASELINE_NAMES, comparedText } from "../../workloads/mf/baselines.ts";
import { completedParts } from "../../workloads/mf/completed-table.ts";
import { writeNpz } from "../../workloads/mf/data/files/write-npy.ts";
import { factorArrays, MAX_CSV } from "../../workloads/mf/estimate.ts";
import { NO_COLUMN, type KnownValues } from "../../workloads/mf/suggestions.ts";
import type { UserFile } from "../../workloads/mf/training.ts";
import type { Experiment } from "../../workloads/mf/config/fields.ts";
import { formatCount } from "../../core/format.ts";
import { tell, writeWhole } from "../output.ts";
import { aligned } from "../sweep/report-table.ts";

export interface TableResults {
  readonly baselines: readonly Baseline[];
  readonly estimate: TableEstimate;
}

/** RMSE and MAE of each baseline and model on the test cells, and whether a model is the best of them. */
export function resultsTable({ models }: RunReport, { baselines }: TableResults): string {
  const trained = models.map(({ id, label, evaluated }) => ({
    id,
    name: label,
    step: evaluated?.["validation"]?.bestStep ?? 0,
    rmse: evaluated?.["rmse"]?.atBest ?? NaN,
    mae: evaluated?.["mae"]?.atBest ?? NaN,
  }));
  const known = baselines.map((baseline) => ({ name: BASELINE_NAMES[baseline.id](baseline), ...baseline }));
  const rows = [
    ...known,
    ...trained.map(({ name, step, ...errors }) => ({ name: `${name}, step ${step}`, ...errors })),
  ];
  return [
    "errors on the test cells, in the data’s unit; models at their best validation step",
    "",
    ...aligned([
      ["estimate", "RMSE", "MAE"],
      ...rows.map(({ name, rmse, mae }) => [name, rmse.toPrecision(4), mae.toPrecision(4)]),
    ]),
    ...(known.length > 0 ? ["", comparedText(known, trained)] : []),
    "",
  ].join("\n");
}

/** The row whose best columns `--best` or `--row` asks for: its index, or the known values of a new row. */
export interface AskedRow {
  readonly title: string;
  readonly row: number | KnownValues;
}

/** The ten best columns of a row or of a new row. */
export function bestTable({ estimate }: TableResults, { title, row }: AskedRow): string {
  const best = estimate.best(row).map(({ name, value }) => [name, value.toPrecision(4)]);
  return [
    `best columns of ${title}, in the data’s unit`,
    "",
    ...(best.length > 0 ? aligned([["column", "estimate"], ...best]) : [NO_COLUMN]),
    "",
  ].join("\n");
}

/** Above this number of cells, it is not written: 8 GiB. */
const MAX_NPY = 2 ** 31;

/** Writes factors.npz and estimate.csv or .npy, which keeps known cells. Returns a message if it is too large. */
export async function writeResults(
  folder: string,
  { estimate }: TableResults,
  file: UserFile,
  config: Experiment,
): Promise<string | undefined> {
  const { model, rows, cols, offset, rowEffects, colEffects } = estimate;
  const centred = { offset, ofRow: rowEffects, ofCol: colEffects };
  const arrays = factorArrays(model, { ...estimate, centred }, estimate);
  await writeWhole(join(folder, "factors.npz"), writeNpz(arrays));
  if (rows * cols > MAX_NPY)
    return `The completed table of ${rows} × ${cols} values was not written, because it would take more than 8 GiB. factors.npz has everything to compute any part of it.`;
  const isNpy = file.matrix.format === "npy" || rows * cols > MAX_CSV;
  if (rows * cols > MAX_CSV)
    tell(
      `Writes the completed table of ${formatCount(rows)} × ${formatCount(cols)} values as estimate.npy (${formatCount(Math.ceil((4 * rows * cols) / 2 ** 20))} MB); factors.npz has the names of its rows and columns …\n`,
    );
  const ending = isNpy ? "npy" : "csv";
  await writeWhole(join(folder, `estimate.${ending}`), completedParts(estimate, file, config, ending));
  return undefined;
}
