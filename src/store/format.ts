/** Formats numbers for the user. */
import { counted, formatCount, formatPace } from "../core/format.ts";

export { counted, formatCount, formatPace };

/** A duration, such as `45 s` or `13 min`. */
export const formatDuration = (seconds: number): string =>
  seconds < 90 ? `${formatCount(Math.ceil(seconds))} s` : `${formatCount(Math.ceil(seconds / 60))} min`;

/** For example 1.23 M: three digits. */
export function formatLarge(value: number): string {
  if (value >= 1e15) return formatDigits(value, 3);
  for (const [size, unit] of [
    [1e12, " T"],
    [1e9, " G"],
    [1e6, " M"],
    [1e3, " k"],
  ] as const)
    if (value >= size) return `${digits(value / size)}${unit}`;
  return formatCount(value);
}

/** Formats a relative error: 0.431, 2.4e-3. */
export function formatError(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return "∞";
  if (value === 0) return "0";
  return value >= 0.01 && value < 1000 ? digits(value) : value.toExponential(1).replace("e+", "e");
}

export const formatMs = (value: number): string => (Number.isFinite(value) ? digits(value) : "–");
export const formatDb = (value = NaN): string => (Number.isFinite(value) ? value.toFixed(1) : "–");

/** Formats a ratio with no more digits than make sense: 18,000, 347, 33, 4.7, 1.04. */
export function formatTimes(ratio: number): string {
  if (ratio >= 10) return formatCount(Number(ratio.toPrecision(ratio >= 1000 ? 2 : 3)));
  return ratio >= 1.2 ? ratio.toFixed(1) : ratio.toFixed(2);
}

/** `4.7× fewer`, `1.3× more`, `as many`. Compares `value` with `reference`. */
export function compareTo(
  reference: number,
  value: number,
  less: string,
  more: string,
  same: string,
): string {
  const ratio = reference / value;
  if (!Number.isFinite(ratio) || ratio <= 0) return "–";
  if (Math.abs(ratio - 1) < 0.005) return same;
  return ratio > 1 ? `${formatTimes(ratio)}× ${less}` : `${formatTimes(1 / ratio)}× ${more}`;
}

interface Timed {
  readonly msPerStep: number;
  /** Relative uncertainty of `msPerStep`. */
  readonly msSpread: number;
}

/** A ratio that is more uncertain than this says nothing yet. */
const SPREAD_MAX = 0.5;

/** `(14 ± 2)× less`, followed by `what`. The uncertainty is the spread over rounds. A dash if it is too large. */
export function compareTimes(reference: Timed, { msPerStep, msSpread }: Timed, what = ""): string {
  const ratio = reference.msPerStep / msPerStep;
  const spread = Math.hypot(reference.msSpread, msSpread);
  if (!Number.isFinite(ratio) || ratio <= 0 || !(spread <= SPREAD_MAX)) return "–";
  if (Math.abs(ratio - 1) < Math.max(spread, 0.005)) return `as much${what}`;
  const [times, word] = ratio > 1 ? [ratio, "less"] : [1 / ratio, "more"];
  return `(${formatTimes(times)} ± ${Number((times * spread).toPrecision(1))})× ${word}${what}`;
}

/**
 * Rounds to this many significant digits. At a million or more the notation is scientific, so that no text gets
 * long. Only for reading, because a negative number has a minus sign instead of a hyphen.
 */
export function formatDigits(value: number, digitCount: number): string {
  const text =
    Math.abs(value) >= 1e6
      ? value.toExponential(digitCount - 1).replace("e+", "e")
      : String(Number(value.toPrecision(digitCount)));
  return text.replace(/^-/, "−");
}

/** A number that a user typed or dragged, with no more digits than it needs. */
export const formatSetting = (value: number): string =>
  String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));

/** 640 bytes, 12 kB, 3.4 MB. The units are binary, as everywhere on the page. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${Math.ceil(bytes)} bytes`;
  return bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

/** Subscript digits of a whole number: ₁, ₁₂. */
export const subscript = (n: number): string =>
  Array.from(String(n), (digit) => String.fromCodePoint(0x2080 + Number(digit))).join("");

/** Three digits, without an exponent. */
const digits = (value: number): string => (value >= 999.5 ? value.toFixed(0) : value.toPrecision(3));
