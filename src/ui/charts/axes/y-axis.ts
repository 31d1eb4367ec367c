/** The vertical axes of the charts: ranges and ticks, which move in round steps and only when necessary. */
export interface YAxisRange {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** Smaller errors are drawn at this value, because they are below the precision of float32. */
export const FLOOR = 1e-7;
/** Larger errors are drawn at this value: the run has diverged, and how far does not matter. */
const CEILING = 1e4;

/**
 * A logarithmic axis from a power of ten up to 1.3, or up to the power of ten above a larger value. It has
 * ticks at the powers of ten, and also at 2 and 5 times each if the range is short.
 */
export function logAxis(values: readonly number[]): YAxisRange {
  const drawn = values.filter(Number.isFinite).map((value) => Math.min(CEILING, Math.max(FLOOR, value)));
  const most = Math.max(1, ...drawn);
  const lowest = Math.floor(Math.log10(Math.min(0.99, ...drawn)) + 1e-9);
  const high = most > 1.3 ? 10 ** Math.ceil(Math.log10(most)) : 1.3;
  const low = Number(`1e${lowest}`);
  const factors = high / low < 30 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let exponent = lowest; 10 ** exponent <= high; exponent++)
    for (const factor of factors)
      if (factor * 10 ** exponent <= high) ticks.push(Number(`${factor}e${exponent}`));
  return { domain: [low, high], ticks };
}

/** An axis of decibels, with ticks in steps of five. */
export function dbAxis(values: readonly number[]): YAxisRange {
  const drawn = values.filter(Number.isFinite).map((value) => Math.min(100, Math.max(-20, value)));
  const low = 5 * Math.floor((Math.min(15, ...drawn) - 0.5) / 5);
  const high = 5 * Math.ceil((Math.max(20, ...drawn) + 0.5) / 5);
  return { domain: [low, high], ticks: Array.from({ length: (high - low) / 5 + 1 }, (_, i) => low + 5 * i) };
}

/**
 * An axis of relative errors, from slightly below the smallest error up to 1 (the error before learning) or the
 * largest error, but at most up to 2. The legend gives larger errors.
 */
export function errorAxis(values: readonly number[]): YAxisRange {
  const drawn = values.filter(Number.isFinite);
  const low = Math.max(0, Math.floor(10 * (Math.min(1, ...drawn) - 0.05)) / 10);
  // An initial error of 1 may be rounded up.
  const high = Math.min(2, Math.max(1, Math.ceil(10 * Math.max(0, ...drawn) - 1e-3) / 10));
  return withTicks(low, high);
}

/** An axis of amounts, from 0 to the first tick at or above the largest value. */
export function amountAxis(values: readonly number[]): YAxisRange {
  const most = Math.max(0, ...values.filter(Number.isFinite));
  const unit = 10 ** Math.floor(Math.log10(most || 1));
  const gap = ([0.2, 0.5, 1, 2, 5].find((factor) => 4 * factor * unit >= most) ?? 5) * unit;
  const count = Math.max(1, Math.ceil(most / gap - 1e-9));
  const ticks = Array.from({ length: count + 1 }, (_, i) => Number((i * gap).toPrecision(3)));
  return { domain: [0, ticks[count] as number], ticks };
}

/** An axis of accuracies that shows all values, however far below the best. */
export function accuracyAxis(values: readonly number[]): YAxisRange {
  const drawn = values.filter(Number.isFinite);
  const low = Math.max(0, Math.floor(10 * Math.min(0.5, ...drawn)) / 10);
  return withTicks(low, Math.min(1, Math.ceil(10 * Math.max(low + 0.2, ...drawn)) / 10));
}

/**
 * An axis of fractions near the best value, from 0.25 to 0.35 below it to slightly above it. Lower values are not
 * drawn.
 */
export function fractionAxis(values: readonly number[]): YAxisRange {
  const drawn = values.filter(Number.isFinite);
  const best = Math.max(0, ...drawn);
  const low = Math.max(0, Math.floor(10 * (best - 0.25)) / 10);
  const high = Math.min(1, Math.max(low + 0.2, Math.ceil(20 * (best + 0.005)) / 20));
  return withTicks(low, high);
}

/** An axis with a few round ticks between its ends. */
function withTicks(low: number, high: number): YAxisRange {
  const gap = high - low > 0.55 ? 0.2 : high - low > 0.25 ? 0.1 : 0.05;
  const count = Math.floor((high - low) / gap + 1e-9) + 1;
  return {
    domain: [low, high],
    ticks: Array.from({ length: count }, (_, i) => Number((low + i * gap).toFixed(2))),
  };
}

/** Writes values from 0.01 to below 10,000 in full, and other values with a power of ten: `10⁻³`, `2·10⁴`. */
export function formatTick(value: number): string {
  if (value === 0 || (value >= 0.01 && value < 1e4)) return String(value);
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const factor = Math.round(value / 10 ** exponent);
  const power = `10${superscript(exponent)}`;
  return factor === 1 ? power : `${factor}·${power}`;
}

const superscript = (exponent: number): string =>
  String(exponent).replaceAll(/[-0-9]/g, (digit) =>
    digit === "-" ? "⁻" : ("⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] as string),
  );
