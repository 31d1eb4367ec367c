/** A run's numbers as tables: its curves over the steps, and the displayed singular values of matrices. */
import type { MatrixData } from "../kinds/matrix-data.ts";
import type { LoadedRun } from "../kinds/matrix-state.ts";
import type { WorkloadKind } from "../kind.ts";
import type { RunData } from "../run-data.ts";
import type { Pin, Run } from "../state.ts";
import type { Cell, Row } from "../../workloads/mf/data/files/write-csv.ts";

export { toCsv } from "../../workloads/mf/data/files/write-csv.ts";
export type { Row };

/** Titles of the columns that are not named after their metrics, as in the command line's errors.csv. */
const TITLES: Readonly<Record<string, string>> = {
  train: "train_error",
  recovery: "recovery_error",
  validation: "validation_error",
};

const cell = (value: number): Cell => (Number.isFinite(value) ? value : "");

/**
 * A row for each model and step of the current run, whose name is empty, and of the pinned runs. A value that is not
 * finite, or a metric that was not measured at a step, is an empty cell.
 */
export function curveTable(
  { nameOf = (id) => id }: Pick<WorkloadKind, "nameOf">,
  run: Pick<Run, "models">,
  data: RunData,
  pins: readonly Pick<Pin, "name" | "models">[],
): Row[] {
  const runs = [
    { name: "", models: run.models.flatMap((model) => data.everyStep(model) ?? []) },
    ...pins.map(({ name, models }, i) => ({ name: name || `pinned ${i + 1}`, models })),
  ];
  const rows: Record<string, Cell>[] = [];
  const columns = new Set(["run", "network", "step", "seconds_measured", "flops_counted"]);
  for (const { name, models } of runs)
    for (const { id, flopsPerStep, seconds, curves } of models) {
      const byStep = new Map<number, Record<string, Cell>>();
      const write = (title: string, steps: readonly number[], values: readonly number[]): void => {
        columns.add(title);
        steps.forEach((step, i) => {
          const row = byStep.get(step) ?? {
            run: name,
            network: nameOf(id),
            step,
            flops_counted: step * flopsPerStep,
          };
          row[title] = cell(values[i] ?? NaN);
          byStep.set(step, row);
        });
      };
      for (const [metric, { steps, values, low, high }] of Object.entries(curves)) {
        const title = TITLES[metric] ?? metric;
        write(title, steps, values);
        if (low && high) {
          write(`${title}_lowest_seed`, steps, low);
          write(`${title}_highest_seed`, steps, high);
        }
      }
      if (seconds) write("seconds_measured", seconds.steps, seconds.values);
      rows.push(...[...byStep].toSorted(([a], [b]) => a - b).map(([, row]) => row));
    }
  return rows.map((row) => Object.fromEntries([...columns].map((title) => [title, row[title] ?? ""])));
}

/** The displayed singular values: of the product of all factors (layer 0) and of each factor, W_1 first. */
export function spectrumTable(
  { nameOf = (id) => id }: Pick<WorkloadKind, "nameOf">,
  run: Pick<LoadedRun, "models">,
  data: MatrixData,
): Row[] {
  return run.models.flatMap(({ id }) => {
    const spectra = data.models.get(id)?.view?.spectra;
    return [spectra?.endToEnd ?? [], ...(spectra?.layers ?? [])].flatMap((values, layer) =>
      values.map((value, i) => ({ network: nameOf(id), layer, index: i + 1, singular_value: cell(value) })),
    );
  });
}
