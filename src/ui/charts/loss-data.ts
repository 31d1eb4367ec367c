/** The series of the loss chart, as rows and lines. */
import { chartRows, type ChartRow } from "../../store/chart-rows.ts";
import { psnrOf } from "../../store/psnr.ts";
import type { RunData } from "../../store/run-data.ts";
import type { Series } from "../../store/series.ts";
import type { NetworkNow, RunFacts } from "../../store/state.ts";
import { FLOOR } from "./axes.ts";

export type Quantity = "error" | "psnr";

/** Points of all lines together, so that many networks stay as smooth as few. */
const POINT_BUDGET = 1800;
const MAX_ROWS = 400;

export const recoveryKey = ({ id }: Pick<NetworkNow, "id">): string => `${id} recovery`;
export const trainKey = ({ id }: Pick<NetworkNow, "id">): string => `${id} train`;

export const lowKey = ({ id }: Pick<NetworkNow, "id">): string => `${id} low`;
export const highKey = ({ id }: Pick<NetworkNow, "id">): string => `${id} high`;

/** Ends of the band between the seeds, for recharts; null where there is none. */
export const bandOf =
  (network: Pick<NetworkNow, "id">) =>
  (row: ChartRow): [number, number] | null => {
    const [low, high] = [row[lowKey(network)], row[highKey(network)]];
    return typeof low === "number" && typeof high === "number" ? [low, high] : null;
  };

export function lossRows(data: RunData, run: RunFacts, quantity: Quantity): ChartRow[] {
  const series = new Map<string, Series>();
  for (const network of run.networks) {
    const own = data.networks.get(network.id);
    if (!own) continue;
    series.set(recoveryKey(network), own.recovery);
    if (own.low.lastStep >= 0) series.set(lowKey(network), own.low).set(highKey(network), own.high);
    else if (quantity === "error") series.set(trainKey(network), own.train);
  }
  const maxRows = Math.max(150, Math.min(MAX_ROWS, Math.floor(POINT_BUDGET / Math.max(1, series.size))));
  return chartRows(series, maxRows, (value) => {
    if (!Number.isFinite(value)) return null;
    return quantity === "error"
      ? Math.max(FLOOR, value)
      : (psnrOf(run.psnrAtOne, Math.max(FLOOR, value)) ?? null);
  });
}

/** Least and greatest number of all rows. */
export function rangeOf(rows: readonly ChartRow[]): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const { step: _step, ...values } of rows)
    for (const value of Object.values(values)) {
      if (value === null || value === undefined) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  return [least, most];
}
