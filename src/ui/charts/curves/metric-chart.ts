/** One quantity of all models with its axes, for the page and for a file. */
import { formatCount } from "../../../store/format.ts";
import type { Drawing, MetricCurve, RunData } from "../../../store/run-data.ts";
import { DEFAULT_SEED_STYLE, type SeedStyle } from "../../../store/run/seed-series.ts";
import type { Pin, Run, State } from "../../../store/state.ts";
import { useCurves, usePage, usePlayground } from "../../parts/context.ts";
import {
  headlineQuantity,
  type Drawn,
  type ModelLook,
  type WorkloadPage,
} from "../../parts/workload-page.ts";
import { FLOOR, type Range, type XUnit, axisEnd, axisWords, xAxis, yAxis, type Axis } from "../axes.ts";
import {
  lastIndexAt,
  positionOf,
  stepAt,
  type Chart,
  type Mark,
  type PlotCurve,
  heightsWithin,
  pinnedLook,
  wholeRange,
  type Costs,
  type Look,
} from "../chart.ts";
import { useDrawnPins } from "../Pins.tsx";

interface Options {
  /** Id of the wanted quantity. */
  readonly chosen?: string | undefined;
  readonly unit?: XUnit;
  readonly zoom?: Range | undefined;
  readonly style?: SeedStyle;
  /** Models without a curve, and "thin" if there are no thin lines. */
  readonly hidden?: ReadonlySet<string>;
}

/** With more models than this, thin lines would hide the thick ones. */
const MOST_WITH_THIN = 3;
export const showsThin = (models: number): boolean => models <= MOST_WITH_THIN;

const NONE: ReadonlySet<string> = new Set();

/** Number of samples of all curves together, so that many models are drawn about as fast as few. */
const SAMPLE_BUDGET = 1800;
const MAX_SAMPLES = 400;

function samplesOf(models: number, seeds: number, { each }: SeedStyle): number {
  const perCurve = SAMPLE_BUDGET / Math.max(1, 2 * models);
  return each
    ? Math.max(60, Math.min(MAX_SAMPLES, Math.floor((8 * perCurve) / seeds)))
    : Math.max(150, Math.min(MAX_SAMPLES, Math.floor(perCurve)));
}

/** Shows the quantity `chosen` if it has values, otherwise the first one. Undefined without a run. */
export function useMetricChart({
  chosen,
  unit = "steps",
  zoom,
  style = DEFAULT_SEED_STYLE,
  hidden = NONE,
}: Options) {
  const page = usePage();
  const data = useCurves();
  const run = usePlayground((state) => state.run);
  const all = usePlayground((state) => state.models);
  const models = all.filter(({ id }) => !hidden.has(id));
  const isRunning = usePlayground(({ status }) => status === "running");
  const step = usePlayground((state) => state.step);
  const retuned = usePlayground((state) => state.retuned);
  const lookingAt = usePlayground((state) => state.lookingAt);
  const drawn = useDrawnPins(run);
  if (!run) return undefined;
  const { steps, seeds } = run.config;
  const quantities = quantitiesOf(page, run, all, data);
  const found = quantities.find(({ id }) => id === chosen) ?? quantities[0];
  const { thin: _thin, ...plainLines } = found;
  const quantity: Drawn = hidden.has("thin") || !showsThin(all.length) ? plainLines : found;
  const view = { run, quantity: quantity.id, unit, style };
  const at = [...new Set([retuned?.firstStep, retuned?.lastStep, lookingAt])].filter((x) => x !== undefined);
  const untrained = quantity.id === models[0]?.headline ? page.levels?.(run.config)?.untrained : undefined;
  const plain: readonly Mark[] = [
    ...(untrained === undefined ? [] : [{ name: "without training", dash: "2 3", y: untrained }]),
    ...at.map((x) => ({ name: "", dash: "1 3", x, isPlain: true })),
  ];
  const drawing = { most: samplesOf(models.length, seeds, style), style };
  const shown = { quantity, unit, zoom, drawing, end: step };
  const sources = [
    ...drawn.flatMap((pin) => pinSources(page, pin, quantity)),
    ...models.flatMap(({ id, flopsPerStep }): Source[] => {
      const look = page.looks[id];
      if (!look) return [];
      const source = liveSource(page, run, { id, flopsPerStep, look }, data, shown);
      return [
        { ...source, ...(step > 0 && !isRunning && lookingAt === undefined && { endName: look.name }) },
      ];
    }),
  ];
  const dotsAt = lookingAt ?? (isRunning ? step : undefined);
  /** Dots on the curves at a step. */
  const dotsOf = (x: number): { readonly y: number; readonly colour: string; readonly id: string }[] =>
    sources.flatMap(({ pin, at: valuesAt, id, look: { colour } }) =>
      pin || !valuesAt ? [] : [{ y: valuesAt(x)[0] ?? NaN, colour, id }],
    );
  const whole = metricChart(sources, quantity, unit, {
    step,
    steps,
    hasBand: seeds > 1,
    marks: (x) => [
      ...plain,
      ...(page.marks?.(view, models, x) ?? []),
      ...(dotsAt === undefined
        ? []
        : dotsOf(dotsAt).map(({ y, colour }): Mark => ({ name: "", dot: colour, x: dotsAt, y }))),
    ],
    zoom,
    stepName: page.stepName,
  });
  const { risen } = data;
  const flashes: PlotCurve[] =
    risen && unit === "steps" && risen.step <= step
      ? dotsOf(risen.step).map(({ y, colour, id }) => ({
          key: `${id} risen ${risen.step}`,
          xs: [risen.step],
          ys: [y],
          look: { colour, width: 0 },
          dots: 9,
          isFlash: true,
        }))
      : [];
  const chart = { ...whole, curves: [...whole.curves, ...flashes] };
  const hasBand = chart.curves.some(({ low, isPinned }) => low && !isPinned);
  return {
    quantity,
    quantities,
    chart,
    /** The horizontal axes that the user can choose. */
    units: axesOf(page),
    /** The pinned runs that are drawn, because their problem is the same. */
    drawn,
    /** Says how to read the chart. May be empty. */
    note: page.chartNote?.(view) ?? (hasBand ? bandText(page, seeds, style) : ""),
  };
}

const bandText = ({ spread = SPREAD }: WorkloadPage, seeds: number, { band }: SeedStyle): string =>
  `Mean of ${formatCount(seeds)} seeds; band: ${band === "range" ? "lowest to highest" : spread}.`;

export const SPREAD = "±1 sd";

/** The quantities that have values; before the first value, the headline metric. */
function quantitiesOf(
  page: WorkloadPage,
  run: Run,
  models: State["models"],
  data: RunData,
): readonly [Drawn, ...Drawn[]] {
  if (page.drawn) return page.drawn(run);
  const known = page.quantities.filter(({ id }) =>
    models.some((model) => data.curveOf(model.id, id).steps.length > 0),
  );
  const headline = headlineQuantity(page, models[0]);
  return [headline, ...known.filter((quantity) => quantity !== headline)];
}

export const axesOf = ({
  axes = ["steps", "seconds", "flops"],
}: WorkloadPage): readonly [XUnit, ...XUnit[]] => axes;

/** The last value of a curve up to a step. */
const lastValue =
  (curve: MetricCurve | undefined) =>
  (step: number): number =>
    curve?.values[lastIndexAt(curve.steps, step)] ?? NaN;

/** Positions on the axes that a workload adds. */
const addedCosts = (
  page: WorkloadPage,
  config: Run["config"],
  curveOf: (metric: string) => MetricCurve | undefined,
) => page.costsAt?.(config, (metric) => lastValue(curveOf(metric)));

/** The height of a metric's value. Errors below `FLOOR` count as `FLOOR`; NaN is a gap. */
const heightOf =
  (quantity: Drawn, facts: Readonly<Record<string, number>>) =>
  (metric: number): number => {
    if (!Number.isFinite(metric)) return NaN;
    const isError = quantity.scale === "log" || quantity.of !== undefined;
    const drawn = isError ? Math.max(FLOOR, metric) : metric;
    return quantity.value ? quantity.value(drawn, facts) : drawn;
  };

/** The curve with its heights, and its thin lines. `curveOf` gives the curves of the other metrics. */
function linesOf(
  quantity: Drawn,
  { colour }: ModelLook,
  curve: MetricCurve,
  curveOf: (metric: string) => MetricCurve | undefined,
  height: (metric: number) => number,
  isPinned: boolean,
) {
  const heights = (values: readonly number[]): number[] => values.map(height);
  const { steps, values, low, high, bySeed = [] } = curve;
  const look = (width: number, opacity: number, dash?: string) => ({
    colour,
    width: isPinned ? 0.75 : width,
    opacity: isPinned ? 0.3 : opacity,
    dash,
  });
  return {
    curve: { steps, values: heights(values), ...(low && high && { low: heights(low), high: heights(high) }) },
    thin: [
      ...bySeed.map((seed, b) => ({ key: `seed ${b}`, ys: heights(seed), look: look(1, 0.55) })),
      ...(quantity.thin ?? []).flatMap(({ id, width, opacity, dash, isLone }) => {
        const other = curveOf(id);
        if ((isLone && low) || other?.steps.length !== steps.length) return [];
        return [{ key: id, ys: heights(other.values), look: look(width, opacity, dash) }];
      }),
    ],
  };
}

function pinSources(page: WorkloadPage, pin: Pin, quantity: Drawn): Source[] {
  const height = heightOf(quantity, pin.facts ?? {});
  const metrics = [quantity.of ?? quantity.id, ...(quantity.thin ?? []).map(({ id }) => id)];
  return pin.models.flatMap(({ id, flopsPerStep, seconds, curves }, i): Source[] => {
    const [look, recorded] = [page.looks[id], curves[metrics[0] as string]];
    if (!look || !recorded) return [];
    return [
      {
        id,
        pin,
        look,
        flopsPerStep,
        secondsAt: lastValue(seconds),
        ...addedCosts(page, pin.config, (metric) => curves[metric]),
        ...linesOf(quantity, look, recorded, (metric) => curves[metric], height, true),
        // A pinned run is named once.
        ...(pin.name && i === 0 && { endName: `pinned: ${pin.name}` }),
        ...(quantity.thin && {
          at: (step: number) => metrics.map((metric) => height(lastValue(curves[metric])(step))),
        }),
      },
    ];
  });
}

/** A curve up to the displayed step. Training may be ahead of it. */
function upTo(step: number, { steps, values, low, high, bySeed, ...rest }: MetricCurve): MetricCurve {
  const count = steps.findLastIndex((at) => at <= step) + 1;
  const first = <T>(list: readonly T[]): readonly T[] => list.slice(0, count);
  return {
    ...rest,
    steps: first(steps),
    values: first(values),
    ...(low && { low: first(low) }),
    ...(high && { high: first(high) }),
    ...(bySeed && { bySeed: bySeed.map(first) }),
  };
}

interface LiveView {
  readonly quantity: Drawn;
  readonly unit: XUnit;
  readonly zoom: Range | undefined;
  readonly drawing: Drawing;
  /** The displayed step. */
  readonly end: number;
}

function liveSource(
  page: WorkloadPage,
  run: Run,
  { id, flopsPerStep, look }: Pick<Source, "id" | "flopsPerStep"> & { readonly look: ModelLook },
  data: RunData,
  { quantity, unit, zoom, drawing, end }: LiveView,
): Source {
  const model = data.models.get(id);
  const metrics = [quantity.of ?? quantity.id, ...(quantity.thin ?? []).map((line) => line.id)];
  const [metric = ""] = metrics;
  const series = model?.columns.get(metric);
  const costs = {
    flopsPerStep,
    secondsAt: (at: number) => model?.seconds.at(at) ?? NaN,
    ...addedCosts(page, run.config, (one) => data.curveOf(id, one)),
  };
  const xOf = positionOf(unit, costs);
  const last = series?.lastStep ?? 0;
  const range = zoom && { from: stepAt(xOf, zoom[0], last), to: stepAt(xOf, zoom[1], last) + 1 };
  const curveOf = (one: string) => {
    const curve = data.curveOf(id, one, { ...drawing, range });
    return last > end ? upTo(end, curve) : curve;
  };
  const height = heightOf(quantity, page.pinned?.(run) ?? {});
  return {
    id,
    look,
    ...costs,
    ...linesOf(quantity, look, curveOf(metric), curveOf, height, false),
    ...(series && {
      at: (step: number) => metrics.map((one) => height(data.valueAt(id, one, step, drawing.style))),
    }),
  };
}

/** A curve of a model, of this run or of a pinned one. */
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

const columnsOf = ({ label, column = label, thin = [] }: Drawn): readonly string[] => [
  column,
  ...thin.map((line) => line.column),
];

/** The chart of one metric: a curve for each model, and behind them the curves of pinned runs. */
export function metricChart(
  sources: readonly Source[],
  quantity: Drawn,
  unit: XUnit,
  { step, steps, hasBand, marks = [], zoom, stepName }: Shown,
): Chart {
  const last = Math.max(axisEnd(step, steps), ...sources.map(({ curve }) => curve.steps.at(-1) ?? 0));
  const curves = sources.map((source) => plotCurve(source, quantity, unit, hasBand));
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

function plotCurve(
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
