/** Writes the curves of a workload's runs as a table, with a row for each run, model, metric and step. */
import type { Row } from "./files/csv.ts";
import type { Pin } from "./state.ts";

/**
 * The current run, whose name is empty, and the pinned runs. A value that is not finite becomes an empty
 * cell.
 */
export function metricTable(present: Pin, pins: readonly Pin[]): Row[] {
  const runs = [
    { ...present, name: "" },
    ...pins.map((pin, i) => ({ ...pin, name: pin.name || `pinned ${i + 1}` })),
  ];
  const cell = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : "");
  return runs.flatMap(({ name, models }) =>
    models.flatMap(({ id, flopsPerStep, curves }) =>
      Object.entries(curves).flatMap(([metric, { steps, values, low, high }]) =>
        steps.map((step, i) => ({
          run: name,
          model: id,
          metric,
          step,
          flops_counted: step * flopsPerStep,
          value: cell(values[i]),
          lowest_seed: cell(low?.[i]),
          highest_seed: cell(high?.[i]),
        })),
      ),
    ),
  );
}
