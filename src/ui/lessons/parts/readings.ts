/** Functions with which lessons describe curves and fractions. */
import type { MetricCurve } from "../../../store/run-data.ts";

/** How far one fraction lies from another, in percentage points: "0.2 points below", "level with". */
export function pointsApart(fraction: number, other: number): string {
  const points = (100 * Math.abs(fraction - other)).toFixed(1);
  if (Number(points) === 0) return "level with";
  return `${points} points ${fraction < other ? "below" : "above"}`;
}

/** The step from which a curve stays above all others. Undefined if it does not end above all of them. */
export function leadFrom({ steps, values }: MetricCurve, others: readonly MetricCurve[]): number | undefined {
  const isBehind = (value: number, i: number): boolean =>
    others.some((other) => !(value > (other.values[i] ?? -Infinity)));
  return steps[values.findLastIndex(isBehind) + 1];
}
