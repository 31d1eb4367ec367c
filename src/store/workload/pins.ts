/** Pinned runs of a workload: every metric's curve, small enough for browser storage. */
import { keptDigits, newPinId } from "../pins/kept-pins.ts";
import type { Config } from "./kind.ts";
import type { MetricCurve, WorkloadData } from "./run-data.ts";
import type { WorkloadRun, WorkloadPin } from "./state.ts";

/** The run in its current state, as a pin. */
export function workloadPinOf(
  { config, backend, models }: WorkloadRun,
  data: WorkloadData,
  name = "",
): WorkloadPin {
  return {
    id: newPinId(),
    name,
    config,
    backend,
    models: models.map(({ id, flopsPerStep }) => ({
      id,
      flopsPerStep,
      curves: Object.fromEntries(
        data.metricsOf(id).map((metric) => [metric, rounded(data.curveOf(id, metric))]),
      ),
    })),
  };
}

function rounded({ steps, values, low, high }: MetricCurve): MetricCurve {
  const round = (list: readonly number[]): number[] => keptDigits(list) as number[];
  return {
    steps: [...steps],
    values: round(values),
    ...(low ? { low: round(low) } : {}),
    ...(high ? { high: round(high) } : {}),
  };
}

/** The settings that define the problem. Curves of different problems cannot be compared. */
const PROBLEM = ["data", "task", "file", "domain", "sites", "plantRank", "strength"];
export const isSameProblem = (a: Config, b: Config): boolean =>
  PROBLEM.every((name) => String(a[name]) === String(b[name]));
