/** The chart of one metric: a curve for each model, and behind them the curves of pinned runs. */
import type { MetricCurve } from "../../../store/run-data.ts";
import { axisEnd, axisWords, xAxis, yAxis, type Axis, type Range, type XUnit } from "../axes.ts";
import {
  heightsWithin,
  lastIndexAt,
  pinnedLook,
  positionOf,
  stepAt,
  wholeRange,
  type Chart,
  type Costs,
  type Look,
  type Mark,
  type PlotCurve,
} from "../chart.ts";
import type { Drawn } from "../../parts/workload-page.ts";

export interface Source extends Costs {
  readonly id: string;
  /** The pinned run that the curve belongs to, if any. */
  readonly pin?: { readonly id: string; readonly name: string };
  readonly look: Look & { readonly name: string };
  readonly curve: MetricCurve;
  /** Thin lines behind the curve. They have a value at each of its steps. */
  readonly thin?: PlotCurve["thin"];
  readonly endName?: string;
  /** The exact value in each column at a step. Without it, the last drawn point before the step counts. */
  readonly at?: (step: number) => readonly number[];
}

interface Shown {
  readonly step: number;
  readonly steps: number;
  readonly hasBand: boolean;
  readonly marks?: readonly Mark[] | ((x: Axis) => readonly Mark[]);
  readonly zoom?: Range | undefined;
  readonly stepName?: string;
}

export const columnsOf = ({ label, column = label, thin = [] }: Drawn): readonly string[] => [
  column,
  ...thin.map((line) => line.column),
];

export function metricChart(
  sources: readonly Source[],
  quantity: Drawn,
  unit: XUnit,
  { step, steps, hasBand, marks = [], zoom, stepName }: Shown,
): Chart {
  const last = Math.max(axisEnd(step, steps), ...sources.map(({ curve }) => curve.steps.at(-1) ?? 0));
  const curves = sources.map((source) => curveOf(source, quantity, unit, hasBand));
  const ranges = sources.map(({ pin, curve, ...costs }) => {
    const reached = curve.steps.at(-1) ?? 0;
    const from = curve.steps.find((at) => at > 0) ?? 1;
    return { xOf: positionOf(unit, costs), reached, from, end: pin ? reached : last };
  });
  const x = xAxis(unit, wholeRange(unit, ranges, last), zoom);
  const marked = typeof marks === "function" ? marks(x) : marks;
  const wide = marked.flatMap(({ y, isWide }) => (isWide && y !== undefined ? [y] : []));
  const y = yAxis(quantity.scale, [...heightsWithin(curves, x), ...wide], quantity.tick);
  const isWithin = ({ y: at = y.domain[0] }: Mark): boolean => at >= y.domain[0] && at <= y.domain[1];
  return {
    curves,
    x,
    y,
    marks: marked.filter((mark) => isWithin(mark) && (mark.x === undefined || unit === "steps")),
    across: axisWords(unit, stepName),
    columns: columnsOf(quantity),
    format: quantity.format,
  };
}

function curveOf(
  { id, pin, look, curve, thin, endName, at, ...costs }: Source,
  quantity: Drawn,
  unit: XUnit,
  hasBand: boolean,
): PlotCurve {
  const { steps, values, low, high } = curve;
  const { name, colour, width, dash } = look;
  const xOf = positionOf(unit, costs);
  const reached = steps.at(-1) ?? 0;
  const written = (value: number): string => (Number.isFinite(value) ? quantity.format(value) : "–");
  return {
    key: `${pin?.id ?? ""} ${id}`,
    name: name + (pin ? ` (${pin.name || "pinned"})` : ""),
    look: pin ? pinnedLook(look) : { colour, width, dash },
    term: id,
    isPinned: pin !== undefined,
    ...(endName !== undefined && { endName }),
    xs: steps.map(xOf),
    ys: values,
    ...((hasBand || pin) && low && high && { low, high }),
    ...(thin && { thin }),
    read(x) {
      const step = unit === "steps" ? x : stepAt(xOf, x, reached);
      if (at) return { step, cells: at(step).map(written) };
      const i = lastIndexAt(steps, step);
      return {
        ...(steps[i] !== undefined && { step: steps[i] }),
        cells: [written(values[i] ?? NaN)],
      };
    },
  };
}

/**
 * The largest value of the curves within the horizontal axis, if the vertical one ends below it, and the smallest, if it
 * begins above it. Rounding may put an initial error of 1 just above the axis.
 */
export function beyondOf(curves: readonly PlotCurve[], { x, y }: Pick<Chart, "x" | "y">) {
  const [low, high] = y.domain;
  const lines = curves.map(({ key, look, xs, ys }) => ({ key, look, xs, ys }));
  const [least, most] = heightsWithin(lines, x);
  return {
    ...(most > 1.001 * high && { above: most }),
    ...(least < 0.99 * low && { below: least }),
  };
}
