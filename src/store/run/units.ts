/** Normalized values in the displayed unit. */
import { formatCount, formatDigits } from "../format.ts";
import { displayValue, EARTH_RADIUS_KM, type Unit } from "../../math/units.ts";

/** The data's own value, or kilometres for squared chord lengths on the unit sphere. */
export function formatValue(unit: Unit, normalized: number): string {
  return withUnit(round(displayValue(unit, normalized)), unit.label);
}

/** Converts the difference of two values to `differenceUnit`. Squared lengths differ by square kilometres. */
export function formatDifference(unit: Unit, normalized: number): string {
  const value = unit.scale * normalized;
  return round(unit.display === "identity" ? value : (EARTH_RADIUS_KM ** 2 * value) / 1e6);
}

export const differenceUnit = (unit: Unit): string =>
  unit.display === "identity" ? unit.label : `10⁶ ${unit.label}²`;

const withUnit = (text: string, label: string): string => (label ? `${text} ${label}` : text);

function round(value: number): string {
  const size = Math.abs(value);
  if (size > 0 && size < 1e-3) return value.toExponential(1).replace(/^-/, "−");
  const text = size >= 100 && size < 1e6 ? formatCount(value) : formatDigits(value, 2);
  return text.replace(/^-/, "−");
}
