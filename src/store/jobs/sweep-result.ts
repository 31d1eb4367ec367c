/** The result of a sweep: one quantity of one network for each combination of values, with its seeds. */
import type { ModelReport, RunReport } from "../../library/api.ts";
import type { SweepAxis } from "../../experiment/sweep.ts";
import { formatCount, formatError, formatMs } from "../format.ts";
import type { SweepLine } from "../../jobs/sweep/sweep.ts";
import type { SweepRun, SweepState } from "./sweep.ts";

export interface Quantity {
  readonly id: string;
  readonly name: string;
  /** A model's value. Infinity for a step that was not reached; NaN if it is undefined. */
  readonly of: (report: RunReport, model: string) => number;
  readonly format: (value: number) => string;
  /** Formats a value on its axis. By default as `format`. */
  readonly tick?: (value: number) => string;
  readonly scale: "log" | "linear";
  /** Whether training has left the model as it was, so that the value is not its own. */
  readonly isUnmoved?: (model: ModelReport) => boolean;
}

const reached = (step: number | null | undefined): number => (step === undefined ? NaN : (step ?? Infinity));

const formatSteps = (value: number): string => (Number.isNaN(value) ? "–" : formatCount(value));

function quantity(
  id: string,
  name: string,
  of: (model: ModelReport) => number | null | undefined,
  format: Quantity["format"] = formatError,
  scale: Quantity["scale"] = "log",
): Quantity {
  return {
    id,
    name,
    of(report, model) {
      const found = report.models.find((one) => one.id === model);
      return (found && of(found)) ?? NaN;
    },
    format,
    scale,
  };
}

export const TIME = quantity("ms", "Measured ms per step", ({ msPerStep }) => msPerStep, formatMs);

/** A named metric, at the last step. A model without a value has the value `missing`. */
export const metricQuantity = (
  id: string,
  name: string,
  shown: Pick<Quantity, "format" | "scale" | "tick" | "isUnmoved">,
  missing = NaN,
): Quantity => ({ ...quantity(id, name, ({ metrics }) => metrics[id] ?? missing), ...shown });

/** The quantities of a sweep of matrix factorization, besides the metrics at the last step. */
export const MATRIX_QUANTITIES: readonly Quantity[] = [
  quantity("best", "Best recovery error", ({ best }) => best),
  ...(["1e-2", "1e-3"] as const).map((level) =>
    quantity(
      `to${level.at(-1)}`,
      `Steps to recovery ${level}`,
      ({ iterationsTo }) => reached(iterationsTo?.[level]),
      formatSteps,
    ),
  ),
];

/** One combination of the varied values. */
export interface SweepPoint {
  /** The values, in the order of the axes. */
  readonly values: readonly string[];
  /** Link to the run with the first seed. */
  readonly link: string;
  /** The results of the finished seeds. */
  readonly found: readonly number[];
  /** Undefined until a seed has finished. */
  readonly median: number | undefined;
  readonly low: number;
  readonly high: number;
  /** Whether training has left the model as it was in each finished run. */
  readonly isUnmoved: boolean;
  /** Why a run could not be made. */
  readonly refused: string | undefined;
}

/** Every combination; the values of the last axis change fastest. */
export function sweepPoints(state: SweepState, model: string, shown: Quantity): SweepPoint[] {
  const { axes, seeds } = state.setup;
  const points: SweepPoint[] = [];
  for (let at = 0; at < state.runs.length; at += seeds) {
    const group = state.runs.slice(at, at + seeds);
    const lines = group.flatMap(({ link }) => state.lines.get(link) ?? []);
    points.push(pointOf(axes, group, lines, state.refused, model, shown));
  }
  return points;
}

/** The first of the best results of models that training has moved. Undefined without one. */
export const bestPoint = (points: readonly SweepPoint[], isHigherBetter: boolean): SweepPoint | undefined =>
  points
    .filter(({ median, isUnmoved }) => !isUnmoved && Number.isFinite(median))
    .toSorted((a, b) => (isHigherBetter ? -1 : 1) * ((a.median ?? 0) - (b.median ?? 0)))[0];

function pointOf(
  axes: readonly SweepAxis[],
  group: readonly SweepRun[],
  lines: readonly SweepLine[],
  refused: SweepState["refused"],
  model: string,
  { of, isUnmoved }: Quantity,
): SweepPoint {
  const [first] = group;
  const found = lines.map(({ report }) => of(report, model));
  const models = lines.flatMap(({ report }) => report.models.find(({ id }) => id === model) ?? []);
  const known = found.filter((one) => !Number.isNaN(one)).toSorted((a, b) => a - b);
  return {
    values: axes.map(({ key }) => first?.varied[key] ?? ""),
    link: first?.link ?? "",
    found,
    // An even number of values has two in the middle. We take the upper one, because a run has this value.
    median: found.length === 0 ? undefined : (known[Math.floor(known.length / 2)] ?? NaN),
    low: known[0] ?? NaN,
    high: known.at(-1) ?? NaN,
    isUnmoved: isUnmoved !== undefined && models.length > 0 && models.every(isUnmoved),
    refused: group.map(({ link }) => refused.get(link)).find((reason) => reason !== undefined),
  };
}

/** Place between the smallest and largest value on a log scale, 0 to 1. Infinity is at 1; undefined is NaN. */
export function placeOf(points: readonly SweepPoint[]): (value: number | undefined) => number {
  const logs = points
    .map(({ median }) => Math.log10(median ?? NaN))
    .filter((value) => Number.isFinite(value));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  return (value) => {
    if (value === Infinity) return 1;
    const log = Math.log10(value ?? NaN);
    return high > low ? Math.min(1, Math.max(0, (log - low) / (high - low))) : log - log;
  };
}
