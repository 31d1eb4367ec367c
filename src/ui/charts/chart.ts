/** A chart's curves, marks and axes, whatever they were measured from. */
import { formatError } from "../../store/format.ts";
import { scaleOf, X_UNITS, xAxis, type Axis, type AxisWords, type Range, type XUnit } from "./axes.ts";

export interface Look {
  readonly colour: string;
  readonly width: number;
  /** SVG dash pattern. Without one, the line is solid. */
  readonly dash?: string | undefined;
  readonly opacity?: number;
}

/** The curve of a model, a pinned run or a spectrum, in the units of the axes. All its lists have the length of `xs`. */
export interface PlotCurve {
  readonly key: string;
  /** Its name in readouts, tables and legends. A curve without a name is in none of them. */
  readonly name?: string;
  readonly look: Look;
  /** Texts use this term to highlight the curve. */
  readonly term?: string;
  /** Pinned curves lie behind the others, and are fainter. */
  readonly isPinned?: boolean;
  readonly xs: readonly number[];
  /** NaN is a gap. */
  readonly ys: readonly number[];
  /** The edges of a band. */
  readonly low?: readonly number[];
  readonly high?: readonly number[];
  /** Lines behind all thick ones: errors of other kinds, single seeds. */
  readonly thin?: readonly {
    readonly key: string;
    readonly ys: readonly number[];
    readonly look: Look;
    readonly endName?: string;
  }[];
  /** Radius of a dot at each point. */
  readonly dots?: number;
  /** Whether the dots are rings. */
  readonly isHollow?: boolean;
  /** Whether it lights up once and fades. */
  readonly isFlash?: boolean;
  /** A name to write at the end of the curve. */
  readonly endName?: string;
  /** The exact values at a position. Without it, the last drawn point before the position counts. */
  readonly read?: (x: number) => Reading;
}

interface Reading {
  /** The step that the values belong to. */
  readonly step?: number;
  /** A text for each of the chart's columns. */
  readonly cells: readonly string[];
}

/** A horizontal line at `y` (a band up to `untilY`), a vertical one at `x` (a range up to `untilX`), or a dot at both. */
export interface Mark {
  readonly name: string;
  readonly dash?: string;
  readonly dot?: string;
  readonly x?: number;
  readonly untilX?: number;
  readonly y?: number;
  readonly untilY?: number;
  /** Whether its name stands at the left end of the line, because the curves end at the right. */
  readonly isAtStart?: boolean;
  /** Whether the axis is extended to show it. */
  readonly isWide?: boolean;
  /** Whether it stays while a lesson hides the answers to its questions. */
  readonly isPlain?: boolean;
}

export interface Chart {
  readonly curves: readonly PlotCurve[];
  readonly x: Axis;
  readonly y: Axis;
  readonly marks?: readonly Mark[];
  readonly across: AxisWords;
  /** The columns of readouts and tables. */
  readonly columns: readonly string[];
  /** Formats the value of a curve without `read`. */
  readonly format: (y: number) => string;
}

/** The values of every named curve at a position. */
export const readAt = (chart: Chart, x: number) =>
  chart.curves.flatMap((curve) => (curve.name ? [{ curve, ...readingOf(curve, x, chart.format) }] : []));

function readingOf({ read, xs, ys }: PlotCurve, x: number, format: Chart["format"]): Reading {
  if (read) return read(x);
  const y = ys[lastIndexAt(xs, x)] ?? NaN;
  return { cells: [Number.isFinite(y) ? format(y) : "–"] };
}

/** Index of the last value that is at most `x`, in ascending values. −1 if there is none, or if all are smaller. */
export function lastIndexAt(xs: readonly number[], x: number): number {
  return x > (xs.at(-1) ?? -Infinity) ? -1 : xs.findLastIndex((at) => at <= x);
}

/** The smallest and the largest height within the horizontal axis. */
export function heightsWithin(curves: readonly PlotCurve[], x: Axis): Range {
  const across = scaleOf(x).at;
  let [least, most] = [Infinity, -Infinity];
  for (const { xs, ys, low, high, thin = [] } of curves) {
    const isShown = xs.map((at) => Math.abs(across(at) - 0.5) <= 0.51);
    for (const heights of [ys, low, high, ...thin.map((line) => line.ys)])
      heights?.forEach((height, i) => {
        if (!isShown[i] || Number.isNaN(height)) return;
        least = Math.min(least, height);
        most = Math.max(most, height);
      });
  }
  return [least, most];
}

/** Where the steps of a recorded curve lie on the other axes. */
export interface Costs {
  readonly flopsPerStep: number;
  readonly secondsAt?: ((step: number) => number) | undefined;
  readonly simulatedAt?: ((step: number) => number) | undefined;
  readonly bytesAt?: ((step: number) => number) | undefined;
}

/** A step's position on an axis. */
export function positionOf(
  unit: XUnit,
  { flopsPerStep, secondsAt, simulatedAt, bytesAt }: Costs,
): (step: number) => number {
  return {
    steps: (step: number) => step,
    flops: (step: number) => step * flopsPerStep,
    seconds: (step: number) => secondsAt?.(step) ?? NaN,
    simulated: (step: number) => simulatedAt?.(step) ?? NaN,
    bytes: (step: number) => bytesAt?.(step) ?? NaN,
  }[unit];
}

/**
 * The range of an axis that shows each curve from the step `from` to the step `end`. `xOf` gives the position of the
 * curve's steps up to `reached`.
 */
export function wholeRange(
  unit: XUnit,
  curves: readonly {
    readonly xOf: (step: number) => number;
    readonly reached: number;
    readonly from: number;
    readonly end: number;
  }[],
  lastStep: number,
): Range {
  if (unit === "steps") return [0, lastStep];
  let [least, most] = [Infinity, 0];
  for (const { xOf, reached, from, end } of curves) {
    const perStep = xOf(reached) / reached;
    if (reached < 1 || !(perStep > 0)) continue;
    least = Math.min(least, perStep * from);
    most = Math.max(most, perStep * end);
  }
  // Before the first test, the axis of the bytes ends at a megabyte.
  return most > least ? [least, most] : [1e-3, unit === "bytes" ? 1e6 : 1];
}

/** The last step whose position is at most `x`; positions increase with the steps. */
export function stepAt(placeOf: (step: number) => number, x: number, lastStep: number): number {
  let [low, high] = [0, Math.max(0, lastStep)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (placeOf(middle) <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How a pinned curve looks. */
export const pinnedLook = ({ colour }: Look): Look => ({ colour, width: 1.5, opacity: 0.45 });

/** Sizes of the axes, and of the space around a chart, in sixteenths of a rem. Names of marks need one line above. */
export const AXIS = { width: 46, height: 24 };
export const marginOf = (marks: readonly Mark[] = []) => ({
  top: marks.some(({ name }) => name) ? 20 : 8,
  right: 12,
  bottom: 2,
  left: 0,
});

/** The place of the plot itself within the chart, without its axes, in pixels. */
export const insideAxes = ({ marks }: Pick<Chart, "marks">, rem: number) => {
  const { top, right, bottom, left } = marginOf(marks);
  return {
    top: rem * top,
    right: rem * right,
    bottom: rem * (bottom + AXIS.height),
    left: rem * (left + AXIS.width),
  };
};

/** The part of a chart that is shown: all, if there is no range. */
export interface Zoom {
  readonly range: Range | undefined;
  readonly to: (range: Range | undefined) => void;
}

/** A chart over the steps of a run. `column` names the values. */
export const overSteps = (
  curves: readonly PlotCurve[],
  lastStep: number,
  y: Axis,
  column = "value",
): Chart => ({
  curves,
  x: xAxis("steps", [0, Math.max(1, lastStep)]),
  y,
  across: X_UNITS.steps,
  columns: [column],
  format: formatError,
});

/** A curve whose name differs from those of the others. */
export const curveOf = (
  name: string,
  look: Look,
  xs: readonly number[],
  ys: readonly number[],
): PlotCurve => ({ key: name, name, look, xs, ys });
