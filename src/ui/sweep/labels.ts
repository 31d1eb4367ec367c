/** The wording of a sweep's results. */
import type { SweepAxis } from "../../experiment/sweep.ts";
import { formatCount } from "../../store/format.ts";
import type { Quantity, SweepPoint } from "../../store/jobs/sweep-result.ts";
import type { SweepPage } from "./sweep-page.ts";

/** Writes a result. Infinity stands for an error or a target that was not reached. */
export function formatFound(value: number | undefined, { format }: Quantity): string {
  if (value === undefined) return "…";
  return value === Infinity ? "not reached" : format(value);
}

/** Writes a point as `3e-4 (2e-4 … 5e-4)`. The range appears only if there are several seeds. */
export function formatPoint({ median, low, high, found, isUnmoved }: SweepPoint, quantity: Quantity): string {
  const middle = formatFound(median, quantity);
  const range = found.length > 1 ? ` (${formatFound(low, quantity)} … ${formatFound(high, quantity)})` : "";
  return `${middle}${range}${isUnmoved ? " (not moved)" : ""}`;
}

/** A point's settings in words, e.g. `Depth L 3, Width 50`. */
export const combination = (
  { axisName, valueName }: SweepPage,
  axes: readonly SweepAxis[],
  { values }: SweepPoint,
): string => axes.map((axis, i) => `${axisName(axis)} ${valueName(axis, values[i] ?? "")}`).join(", ");

/** Explains which seeds the results come from. */
export const overSeeds = (seeds: number, firstSeed: number): string =>
  seeds > 1
    ? `Median of seeds ${formatCount(firstSeed)} … ${formatCount(firstSeed + seeds - 1)}, with the smallest and the largest value.`
    : `Seed ${formatCount(firstSeed)}.`;
