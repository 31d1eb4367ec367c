/**
 * The chart of a run's errors, or of the PSNR of its hidden pixels. Thick lines are recovery errors. Thin lines are train
 * errors, validation errors or single seeds.
 */
import {
  pinnedCurves,
  recoveryOf,
  sampleCurve,
  type Curve,
  type Sample,
  type SeedStyle,
} from "../../../../store/run/curves.ts";
import { formatCount, formatDb, formatError, subscript } from "../../../../store/format.ts";
import { isArmPin } from "../../../../store/pins/pins.ts";
import { shortName } from "../../../../store/run/headline.ts";
import { psnrOf } from "../../../../store/run/psnr.ts";
import type { MatrixData } from "../../../../store/kinds/matrix-data.ts";
import type { LoadedRun, NetworkNow, Pin } from "../../../../store/kinds/matrix-state.ts";
import { LINE_STYLES } from "../../../parts/networks.ts";
import {
  axisEnd,
  FLOOR,
  scaleOf,
  X_UNITS,
  xAxis,
  yAxis,
  type Axis,
  type Range,
  type XUnit,
} from "../../../charts/axes.ts";
import {
  heightsWithin,
  lastIndexAt,
  pinnedLook,
  positionOf,
  stepAt,
  wholeRange,
  type Chart,
  type Mark,
  type PlotCurve,
} from "../../../charts/chart.ts";

export type Quantity = "error" | "psnr";

interface Shown {
  readonly data: MatrixData;
  readonly run: LoadedRun;
  readonly models: readonly NetworkNow[];
  readonly pins: readonly Pin[];
  readonly step: number;
  readonly quantity: Quantity;
  readonly unit: XUnit;
  readonly zoom?: Range | undefined;
  readonly style: SeedStyle;
}

/** Number of samples of all curves together, so that many networks are drawn about as fast as few. */
const SAMPLE_BUDGET = 1800;
const MAX_SAMPLES = 400;

export function errorChart(shown: Shown): Chart {
  const { data, run, models, pins, step, quantity, unit, zoom, style } = shown;
  const { steps, seeds } = run.config;
  const perCurve = SAMPLE_BUDGET / Math.max(1, 2 * run.models.length);
  const most = style.each
    ? Math.max(60, Math.min(MAX_SAMPLES, Math.floor((8 * perCurve) / seeds)))
    : Math.max(150, Math.min(MAX_SAMPLES, Math.floor(perCurve)));
  const pinned = pins.map((pin) => ({ pin, curves: pinnedCurves(pin) }));
  const hasTrain = seeds === 1 || pinned.some(({ curves }) => curves.some(({ low }) => !low));
  const validates =
    run.validationCount !== undefined ||
    pinned.some(({ curves }) => curves.some(({ validation }) => validation));
  const columns =
    quantity === "error"
      ? ["recovery", ...(hasTrain ? ["train"] : []), ...(validates ? ["validation"] : [])]
      : ["PSNR, dB"];
  const lastPlanned = Math.max(
    axisEnd(step, steps),
    ...pinned.flatMap(({ curves }) => curves.map((curve) => curve.steps.at(-1) ?? 0)),
  );
  const drawn: Drawn[] = [
    ...pinned.flatMap(({ pin, curves }) => curves.map((curve, i) => drawnPin(pin, curve, i))),
    ...run.models.flatMap((facts): Drawn[] => {
      const own = data.models.get(facts.id);
      if (!own) return [];
      const { lastStep } = own.recovery;
      const xOf = positionOf(unit, { ...facts, secondsAt: (at) => own.seconds.at(at) });
      const range = zoom && {
        from: stepAt(xOf, zoom[0], lastStep),
        to: stepAt(xOf, zoom[1], lastStep) + 1,
      };
      return [
        {
          key: facts.id,
          curve: sampleCurve(facts, own, most, range, style),
          at: (wanted) =>
            [recoveryOf(own, style.band), own.train, own.validation].map((series) => series.at(wanted)),
          xOf,
          reached: lastStep,
          psnrAtOne: run.psnrAtOne,
        },
      ];
    }),
  ];
  const curves = drawn.map((one) => plotCurve(one, columns, quantity, unit));
  const x = xAxis(
    unit,
    wholeRange(
      unit,
      drawn.map(({ xOf, reached, pin }) => ({ xOf, reached, from: 1, end: pin ? reached : lastPlanned })),
      lastPlanned,
    ),
    zoom,
  );
  const marks = marksOf(run, models, quantity, x, unit);
  const wide = marks.flatMap(({ y, isWide }) => (isWide && y !== undefined ? [y] : []));
  const y = yAxis(quantity === "error" ? "log" : "db", [...heightsWithin(curves, x), ...wide]);
  return { curves, x, y, marks, across: X_UNITS[unit], columns, format: formatError };

  function drawnPin(pin: Pin, curve: Curve, i: number): Drawn {
    const { steps: at, recovery, train, validation } = curve;
    const value = (list: readonly Sample[] | undefined, wanted: number): number =>
      list?.[lastIndexAt(at, wanted)] ?? NaN;
    return {
      key: `${pin.id} ${curve.id}`,
      pin,
      isFirst: i === 0,
      curve,
      at: (wanted) => [recovery, train, validation].map((list) => value(list, wanted)),
      xOf: positionOf(unit, { ...curve, secondsAt: (wanted) => value(curve.seconds, wanted) }),
      reached: at.at(-1) ?? -1,
      psnrAtOne: pin.facts?.["psnrAtOne"],
    };
  }
}

/** A network of the current run or of a pinned run. */
interface Drawn {
  readonly key: string;
  readonly pin?: Pin;
  readonly isFirst?: boolean;
  readonly curve: Curve;
  /** Recovery, train and validation error at any step. */
  readonly at: (step: number) => readonly number[];
  readonly xOf: (step: number) => number;
  readonly reached: number;
  readonly psnrAtOne: number | undefined;
}

function plotCurve(
  { key, pin, isFirst, curve, at, xOf, reached, psnrAtOne }: Drawn,
  columns: readonly string[],
  quantity: Quantity,
  unit: XUnit,
): PlotCurve {
  const { id, recovery, train, validation, low, high, bySeed = [] } = curve;
  const { colour, width, dash } = LINE_STYLES[id];
  const heights = (samples: readonly Sample[]): number[] =>
    samples.map((sample) => toChart(quantity, psnrAtOne, sample));
  const thin = (
    name: string,
    samples: readonly Sample[],
    thinWidth: number,
    opacity: number,
    thinDash?: string,
  ) => ({
    key: name,
    ys: heights(samples),
    look: { colour, width: pin ? 0.75 : thinWidth, opacity: pin ? 0.3 : opacity, dash: thinDash },
  });
  const kinds = ["recovery", "train", "validation"];
  return {
    key,
    name: shortName(id) + (pin ? ` (${pin.name || "pinned"})` : ""),
    look: pin ? pinnedLook({ colour, width }) : { colour, width, dash },
    term: id,
    isPinned: pin !== undefined,
    // A pinned run is named once. For an arm of a comparison, the word “pinned” is left out.
    ...(pin?.name && isFirst && { endName: isArmPin(pin) ? pin.name : `pinned: ${pin.name}` }),
    xs: curve.steps.map(xOf),
    ys: heights(recovery),
    ...(low && high && { low: heights(low), high: heights(high) }),
    thin: [
      ...bySeed.map((seed, b) => thin(`seed ${b}`, seed, 1, 0.55)),
      ...(quantity === "error" && !low ? [thin("train", train, 1, 0.75)] : []),
      ...(quantity === "error" && validation ? [thin("validation", validation, 1.25, 1, "9 3 2 3")] : []),
    ],
    read(x) {
      const step = unit === "steps" ? x : stepAt(xOf, x, reached);
      const values = at(step);
      return {
        step,
        cells:
          quantity === "psnr"
            ? [formatDb(psnrOf(psnrAtOne, values[0] ?? NaN))]
            : columns.map((name) => formatError(values[kinds.indexOf(name)])),
      };
    },
  };
}

/** Converts an error to its height on the axis. Errors below FLOOR count as FLOOR; NaN is a gap. */
function toChart(quantity: Quantity, psnrAtOne: number | undefined, error: Sample): number {
  if (error === null || !Number.isFinite(error)) return NaN;
  const drawn = Math.max(FLOOR, error);
  return quantity === "error" ? drawn : (psnrOf(psnrAtOne, drawn) ?? NaN);
}

/** Baselines, the theory's expectations, and the best step of each network. */
function marksOf(
  run: LoadedRun,
  models: readonly NetworkNow[],
  quantity: Quantity,
  axis: Axis,
  unit: XUnit,
): Mark[] {
  const y = (error: number): number => toChart(quantity, run.psnrAtOne, error);
  const lines = [
    ...baselinesOf(run).map(({ error, name }) => ({
      name,
      dash: "2 4",
      y: y(error),
      isWide: true,
      isAtStart: error < 0.9,
    })),
    ...(unit === "steps" ? escapeMarks(run, axis) : []),
    ...(expectsOf(run)?.floor === undefined
      ? []
      : [
          {
            name: "expected floor, original",
            dash: "6 3",
            y: y(expectsOf(run)?.floor ?? NaN),
            isAtStart: true,
          },
        ]),
  ];
  if (run.recoveryOver !== "heldout" || unit !== "steps") return lines;
  const dots = models.flatMap(({ id, progress }): Mark[] =>
    progress && Number.isFinite(progress.best)
      ? [{ name: "", dot: LINE_STYLES[id].colour, x: progress.bestStep, y: y(progress.best) }]
      : [],
  );
  return [...lines, ...dots];
}

/** Names of the estimate without training, by the chosen centring. */
const FILLS = {
  mean: "mean fill",
  biases: "mean and differences of rows and columns",
  none: "zero fill",
} as const;

/** What needs no training: filling in the mean, and the best rank-k approximation of the whole target. */
function baselinesOf({ config, recoveryOver, bestRank, psnrAtOne }: LoadedRun) {
  if (recoveryOver !== "heldout") return [];
  const withDb = (name: string, error: number) => ({
    error,
    name: psnrAtOne === undefined ? name : `${name}, ${formatDb(psnrOf(psnrAtOne, error))} dB`,
  });
  const mean = withDb(config.data === "file" ? FILLS[config.centre] : FILLS.mean, 1);
  if (!bestRank || bestRank.error <= FLOOR) return [mean];
  return [mean, withDb(`best rank ${formatCount(bestRank.rank)} of the whole target`, bestRank.error)];
}

/** The theory's predictions for the original network, if it is trained. */
const expectsOf = ({ expected, models }: LoadedRun) =>
  models.some(({ id }) => id === "original") ? expected : undefined;

export const expectsEscapes = (run: LoadedRun): boolean => (expectsOf(run)?.escapes.length ?? 0) > 0;

/** Neighbouring escapes that share one mark. An escape is the step at which half of a singular value is learned. */
interface Group {
  readonly from: { readonly index: number; readonly step: number };
  readonly to: { readonly index: number; readonly step: number };
}

/** Width of one character of a mark's name, as a fraction of the narrowest chart's axis. */
const CHARACTER = 0.028;

/** The visible escapes on an axis of steps. Neighbours whose names would overlap are merged. */
export function escapeMarks(run: LoadedRun, axis: Axis): Mark[] {
  const fraction = scaleOf(axis).at;
  const nameOf = ({ from, to }: Group): string =>
    from === to ? `σ${subscript(from.index)}` : `σ${subscript(from.index)}–σ${subscript(to.index)}`;
  const middle = ({ from, to }: Group): number => (fraction(from.step) + fraction(to.step)) / 2;
  const overlap = (one: Group, next: Group): boolean =>
    middle(next) - middle(one) < (CHARACTER * (nameOf(one).length + nameOf(next).length)) / 2;
  const groups: Group[] = [];
  (expectsOf(run)?.escapes ?? []).forEach((step, i) => {
    if (fraction(step) < 0 || fraction(step) > 1) return;
    const to = { index: i + 1, step };
    let group: Group = { from: to, to };
    // A merged name is longer, so it may reach the previous group.
    for (let before = groups.at(-1); before && overlap(before, group); before = groups.at(-1)) {
      groups.pop();
      group = { from: before.from, to };
    }
    groups.push(group);
  });
  return groups.map((group) => ({
    name: nameOf(group),
    dash: "6 3",
    x: Math.round(group.from.step),
    ...(group.from === group.to ? {} : { untilX: Math.round(group.to.step) }),
  }));
}
