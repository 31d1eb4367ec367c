/**
 * Axes of charts: their ranges and names. This code is needed before the first curve; ticks.ts, which loads with the
 * library of the charts, adds ticks and round ends.
 */
import { formatCount, formatLarge } from "../../store/format.ts";

export type Range = readonly [from: number, to: number];
type Format = (value: number) => string;

export interface Axis {
  readonly domain: Range;
  readonly isLog?: boolean;
  /** Whether all positions are whole numbers, such as steps. */
  readonly isWhole?: boolean;
  /** Whether it is extended to round ends. */
  readonly isRounded?: boolean;
  readonly format: Format;
  /** The only ticks, if they are not at round values. */
  readonly ticks?: readonly Tick[];
}

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Maps an axis to 0 … 1, and back. A value without a place on a logarithmic axis gives NaN. */
export function scaleOf({ isLog, domain }: Pick<Axis, "isLog" | "domain">) {
  const [map, back] = isLog ? [Math.log, Math.exp] : [Number, Number];
  const [from, to] = [map(domain[0]), map(domain[1])];
  return {
    at: (x: number): number => (isLog && x <= 0 ? NaN : (map(x) - from) / (to - from)),
    invert: (fraction: number): number => back(from + fraction * (to - from)),
  };
}

/** The smallest and the largest value on a logarithmic axis. An unbounded axis would need infinitely many ticks. */
const LEAST = 1e-9;
const MOST = 1e300;

/** The powers of ten around a range, at least one decade apart. */
export function decades([least, most]: Range): Range {
  const exponent = (value: number): number => Math.log10(Math.min(MOST, Math.max(LEAST, value)));
  const low = Math.floor(exponent(least) + 1e-9);
  const high = Math.max(low + 1, Math.ceil(exponent(most) - 1e-9));
  return [Number(`1e${low}`), Number(`1e${high}`)];
}

/** The horizontal axis of a run: steps, or each model's own measured or simulated seconds, counted operations or sent bytes. */
export type XUnit = "steps" | "seconds" | "simulated" | "flops" | "bytes";

/** How a horizontal axis is named. */
export interface AxisWords {
  readonly name: string;
  readonly format: Format;
  /** Names a position, such as `step 400`. */
  readonly place: Format;
  /** Whether the axis is linear and begins at 0. The other costs differ between models by orders of magnitude. */
  readonly isLinear?: boolean;
  /** The word for a step. */
  readonly step?: string;
}

export const X_UNITS: Readonly<Record<XUnit, AxisWords & { readonly choice: string }>> = {
  steps: {
    choice: "steps",
    name: "Step",
    format: formatCount,
    place: (x) => `step ${formatCount(x)}`,
    isLinear: true,
  },
  seconds: {
    choice: "time",
    name: "Measured time on this device",
    format: formatSeconds,
    place: formatSeconds,
  },
  simulated: {
    choice: "time",
    name: "Simulated time of the clients",
    format: formatSeconds,
    place: formatSeconds,
    isLinear: true,
  },
  flops: {
    choice: "work",
    name: "Counted floating-point operations",
    format: formatAmount,
    place: (x) => `${formatAmount(x)} FLOPs`,
  },
  bytes: {
    choice: "bytes",
    name: "Bytes sent, up and down",
    format: formatMegabytes,
    place: (x) => `${formatMegabytes(x)} sent`,
    isLinear: true,
  },
};

/** The words of an axis for a workload whose steps have a name of their own. */
export const axisWords = (unit: XUnit, step = "step"): AxisWords & { readonly choice: string } =>
  unit === "steps"
    ? {
        ...X_UNITS.steps,
        choice: `${step}s`,
        name: step.replace(/^./, (letter) => letter.toUpperCase()),
        place: (x) => `${step} ${formatCount(x)}`,
      }
    : { ...X_UNITS[unit], step };

export function xAxis(unit: XUnit, whole: Range, zoom?: Range): Axis {
  const { format, isLinear = false } = X_UNITS[unit];
  const domain: Range = isLinear ? [0, whole[1]] : decades(whole);
  return { domain: zoom ?? domain, isLog: !isLinear, isWhole: unit === "steps", format };
}

/** The range between two fractions of the axis. Whole numbers are rounded to a range of at least two. */
export function rangeBetween(axis: Axis, from: number, to: number): Range {
  const scale = scaleOf(axis);
  const [low, high] = [scale.invert(Math.max(0, from)), scale.invert(Math.min(1, to))];
  if (!axis.isWhole) return [low, high];
  return [Math.floor(low), Math.max(Math.floor(low) + 2, Math.ceil(high))];
}

/** Half of the visible range, centred on a fraction of the axis as far as its ends allow. */
export function closer(axis: Axis, middle: number): Range {
  const from = Math.min(0.5, Math.max(0, middle - 0.25));
  return rangeBetween(axis, from, from + 0.5);
}

/** The planned end, or a round number that covers `largest`, so that the axis rarely moves. */
export function axisEnd(largest: number, planned: number): number {
  if (largest <= planned) return planned;
  const size = 10 ** Math.floor(Math.log10(largest));
  return [1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8].map((f) => f * size).find((end) => end >= largest) ?? 10 * size;
}

/** Smaller errors are drawn at this value, because they are below the precision of float32. */
export const FLOOR = 1e-7;
/** Larger errors are drawn at this value: the run has diverged, and how far does not matter. */
const CEILING = 1e4;

/**
 * Decides the range of a vertical axis:
 * `log` runs from a power of ten up to 1.3, or to the power of ten above a larger value; `decades` between powers of ten.
 * `fraction` and `accuracy` both show fractions of correct answers: `accuracy` all values, `fraction` only those near the
 * best if the others are far below it.
 * `error` runs up to 1, the error before learning, or to a larger error, but at most to 2. `amount` begins at 0.
 * `db` shows decibels, `linear` just the values. If all are equal, they lie at the upper end.
 */
export type YScale = "log" | "decades" | "fraction" | "accuracy" | "error" | "amount" | "db" | "linear";

const BOUNDS: Readonly<Record<YScale, (least: number, most: number) => Range>> = {
  log: (least, most) => {
    const [low] = decades([Math.max(FLOOR, Math.min(0.99, least)), 1]);
    return [low, most > 1.3 ? decades([1, Math.min(CEILING, most)])[1] : 1.3];
  },
  decades: (least, most) => decades([least, most]),
  fraction: (least, most) => {
    const best = Math.min(1, Math.max(0, most));
    const low = Math.min(least, best - 0.25);
    return [Math.max(0, low < best - 0.6 ? best - 0.25 : low), Math.min(1, Math.max(0.2, best + 0.005))];
  },
  accuracy: (least, most) => {
    const low = Math.max(0, Math.min(0.5, least));
    return [low, Math.min(1, Math.max(low + 0.2, most))];
  },
  // Rounding may put an initial error of 1 slightly above 1.
  error: (least, most) => [Math.max(0, Math.min(1, least) - 0.05), Math.min(2, Math.max(1, most - 1e-4))],
  amount: (_, most) => [0, most > 0 ? most : 1],
  db: (least, most) => [
    Math.max(-20, Math.min(14.5, least - 0.5)),
    Math.min(100, Math.max(20.5, most + 0.5)),
  ],
  linear: (least, most) => (most > least ? [least, most] : [least - Math.abs(least) / 5, least || 1]),
};

/** Values that are not finite, and on a logarithmic axis values below all decades, do not count. */
export function yAxis(scale: YScale, values: readonly number[], format: Format = formatTick): Axis {
  const isLog = scale === "log" || scale === "decades";
  const found = values.filter((value) => Number.isFinite(value) && !(scale === "decades" && value <= 0));
  const [least, most] = found.length > 0 ? [Math.min(...found), Math.max(...found)] : [1, 0];
  return { domain: BOUNDS[scale](least, most), isLog, isRounded: !isLog, format };
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

function formatAmount(x: number): string {
  return formatLarge(x)
    .replace(/\.0+(?= )|(\.\d*?)0+(?= )/, "$1")
    .replace(" ", "\u202f");
}

function formatMegabytes(x: number): string {
  return `${Number((x / 1e6).toPrecision(3))}\u202fMB`;
}

function formatSeconds(x: number): string {
  if (x >= 1) return `${Number(x.toPrecision(3))}\u202fs`;
  return x >= 1e-3
    ? `${Number((1e3 * x).toPrecision(3))}\u202fms`
    : `${Number((1e6 * x).toPrecision(3))}\u202fµs`;
}
