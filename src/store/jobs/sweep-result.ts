/** The result of a sweep: one quantity of one network for each combination of values, over its seeds. */
import type { NetworkReport } from "../../engine/report.ts";
import type { SweepLine } from "../../jobs/sweep/sweep.ts";
import type { SweepAxis } from "../../experiment/sweep.ts";
import type { SweepRun, SweepState } from "./sweep.ts";

export interface Quantity {
  readonly id: string;
  readonly name: string;
  /** Infinity for a step that was not reached; NaN for an undefined value. */
  readonly of: (network: NetworkReport) => number;
  readonly isCount: boolean;
}

const number = (value: number | null): number => value ?? NaN;
const reached = (step: number | null): number => step ?? Infinity;

export const QUANTITIES: readonly [Quantity, ...Quantity[]] = [
  {
    id: "recovery",
    name: "Recovery error at the end",
    of: (n) => number(n.recoveryError),
    isCount: false,
  },
  {
    id: "best",
    name: "Best recovery error",
    of: (n) => number(n.bestRecoveryError),
    isCount: false,
  },
  { id: "train", name: "Train error at the end", of: (n) => number(n.trainError), isCount: false },
  {
    id: "to2",
    name: "Steps to recovery 1e-2",
    of: (n) => reached(n.iterationsTo["1e-2"]),
    isCount: true,
  },
  {
    id: "to3",
    name: "Steps to recovery 1e-3",
    of: (n) => reached(n.iterationsTo["1e-3"]),
    isCount: true,
  },
  { id: "ms", name: "Measured ms per step", of: (n) => number(n.msPerStep), isCount: false },
];

/** One combination of values. */
export interface SweepPoint {
  /** In the order of the axes. */
  readonly values: readonly string[];
  /** Link of the first seed. */
  readonly link: string;
  /** Values of the finished seeds. */
  readonly found: readonly number[];
  /** Undefined until a seed has finished. */
  readonly median: number | undefined;
  readonly low: number;
  readonly high: number;
  /** Why a run could not be made. */
  readonly refused: string | undefined;
}

/** Every combination; the values of the last axis change first. */
export function sweepPoints(state: SweepState, network: string, { of }: Quantity): SweepPoint[] {
  const { axes, seeds } = state.setup;
  const points: SweepPoint[] = [];
  for (let at = 0; at < state.runs.length; at += seeds) {
    const group = state.runs.slice(at, at + seeds);
    const lines = group.flatMap(({ link }) => state.lines.get(link) ?? []);
    points.push(pointOf(axes, group, lines, state.refused, (line) => valueOf(line, network, of)));
  }
  return points;
}

function pointOf(
  axes: readonly SweepAxis[],
  group: readonly SweepRun[],
  lines: readonly SweepLine[],
  refused: SweepState["refused"],
  value: (line: SweepLine) => number,
): SweepPoint {
  const [first] = group;
  const found = lines.map(value);
  const known = found.filter((one) => !Number.isNaN(one)).toSorted((a, b) => a - b);
  return {
    values: axes.map(({ key }) => first?.varied[key] ?? ""),
    link: first?.link ?? "",
    found,
    median: found.length === 0 ? undefined : medianOf(known),
    low: known[0] ?? NaN,
    high: known.at(-1) ?? NaN,
    refused: group.map(({ link }) => refused.get(link)).find((reason) => reason !== undefined),
  };
}

function valueOf({ report }: SweepLine, id: string, of: Quantity["of"]): number {
  const network = report.networks.find((one) => one.id === id);
  return network ? of(network) : NaN;
}

/**
 * Median of ascending numbers; NaN for an empty list. An even count gives the upper of the two middle values, which is
 * a run's own.
 */
function medianOf(ascending: readonly number[]): number {
  return ascending[Math.floor(ascending.length / 2)] ?? NaN;
}

/** Position of a value between the least and the greatest, by its logarithm: 0 … 1. NaN if it has none. */
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
