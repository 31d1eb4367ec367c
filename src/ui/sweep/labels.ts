/** The wording of a sweep's results. */
import { ARM_KEY, armOf } from "../../experiment/claims/arms.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import type { SweepAxis } from "../../experiment/sweep.ts";
import { sweptField } from "../../experiment/sweep-setup.ts";
import { formatCount, formatError } from "../../store/format.ts";
import type { Quantity, SweepPoint } from "../../store/jobs/sweep-result.ts";
import { labelOf, optionName } from "../controls/presentation.ts";

export function axisName({ key }: SweepAxis): string {
  if (key === ARM_KEY) return "Arm";
  const field = sweptField(key);
  return field ? labelOf(field) : key;
}

/** The name of a value, if it has one. */
export function valueName({ key }: SweepAxis, value: string): string {
  if (key === ARM_KEY) return armOf(value)?.run.label ?? value;
  const field = sweptField(key);
  return field ? optionName(field.name, value) : value;
}

/** A step that was not reached reads as beyond the last one. */
export function formatFound(value: number | undefined, { isCount }: Quantity): string {
  if (value === undefined) return "…";
  if (value === Infinity) return "not reached";
  if (!isCount) return formatError(value);
  return Number.isNaN(value) ? "–" : formatCount(value);
}

/** `3e-4 (2e-4 … 5e-4)`; the range appears only with several seeds. */
export function formatPoint({ median, low, high, found }: SweepPoint, quantity: Quantity): string {
  const middle = formatFound(median, quantity);
  return found.length > 1
    ? `${middle} (${formatFound(low, quantity)} … ${formatFound(high, quantity)})`
    : middle;
}

/** `Depth L 3, Width 50`. */
export const combination = (axes: readonly SweepAxis[], { values }: SweepPoint): string =>
  axes.map((axis, i) => `${axisName(axis)} ${valueName(axis, values[i] ?? "")}`).join(", ");

/** The note that readers need for numbers over several seeds. */
export const overSeeds = (seeds: number, firstSeed: Experiment["seed"]): string =>
  seeds > 1
    ? `Median of seeds ${formatCount(firstSeed)} … ${formatCount(firstSeed + seeds - 1)}, in brackets smallest and largest.`
    : `Seed ${formatCount(firstSeed)}.`;
