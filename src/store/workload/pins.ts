/** Pinned runs of a workload: every metric's curve, small enough for browser storage. */
import type { Backend } from "../../engine/engine.ts";
import { keptDigits, newPinId, type NamedPin } from "../pins/kept-pins.ts";
import type { Config } from "./kind.ts";
import type { MetricCurve, WorkloadData } from "./run-data.ts";
import type { WorkloadRun } from "./state.ts";

export interface PinnedModel {
  readonly id: string;
  readonly flopsPerStep: number;
  /** Curves by metric. */
  readonly curves: Readonly<Record<string, MetricCurve>>;
}

export interface WorkloadPin extends NamedPin {
  readonly config: Config;
  readonly backend: Backend;
  readonly models: readonly PinnedModel[];
}

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

/** The settings that define the data. Curves on different data cannot be compared. */
const DATA = ["data", "task", "file"];
export const isSameData = (a: Config, b: Config): boolean => DATA.every((name) => a[name] === b[name]);
