/** The charts' horizontal axis: steps, or each network's own measured seconds or counted operations. */
import { formatCount, formatLarge } from "../../../store/format.ts";

export type XUnit = "steps" | "seconds" | "flops";

/** A range of the axis, in the axis's own unit. */
export type Range = readonly [from: number, to: number];

export interface XAxis {
  readonly xUnit: XUnit;
  readonly domain: Range;
  readonly ticks: readonly number[];
  /** Position of a value between the left end, 0, and the right end, 1. The next function is its inverse. */
  readonly fraction: (x: number) => number;
  readonly at: (fraction: number) => number;
}

/** Costs differ between networks by orders of magnitude, so seconds and operations use a log axis. */
export function xAxis(xUnit: XUnit, whole: Range, zoom: Range | undefined): XAxis {
  const [from, to] = zoom ?? (xUnit === "steps" ? whole : decades(whole));
  if (xUnit === "steps")
    return {
      xUnit,
      domain: [from, to],
      ticks: linearTicks(from, to),
      fraction: (x) => (x - from) / (to - from),
      at: (fraction) => from + fraction * (to - from),
    };
  const span = Math.log(to / from);
  return {
    xUnit,
    domain: [from, to],
    ticks: logTicks(from, to),
    fraction: (x) => (x > from ? Math.log(x / from) / span : x === from ? 0 : -1e-3),
    at: (fraction) => from * Math.exp(fraction * span),
  };
}

/**
 * The range between two positions. On an axis of steps it is rounded to whole steps and covers at least two.
 */
export function rangeBetween({ xUnit, at }: XAxis, from: number, to: number): Range {
  const [low, high] = [at(Math.max(0, from)), at(Math.min(1, to))];
  if (xUnit !== "steps") return [low, high];
  return [Math.floor(low), Math.max(Math.floor(low) + 2, Math.ceil(high))];
}

/** Half of the visible range, centred on a position as far as the ends of the axis allow. */
export function closer(axis: XAxis, middle: number): Range {
  const from = Math.min(0.5, Math.max(0, middle - 0.25));
  return rangeBetween(axis, from, from + 0.5);
}

/**
 * The end of an axis: the planned end, or a round number that covers `largest`, so that the axis rarely moves.
 */
export function axisEnd(largest: number, planned: number): number {
  if (largest <= planned) return planned;
  const size = 10 ** Math.floor(Math.log10(largest));
  return [1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((f) => f * size).find((end) => end >= largest) ?? largest;
}

export function formatX(xUnit: XUnit, x: number): string {
  if (xUnit === "steps") return formatCount(x);
  if (xUnit === "flops")
    return formatLarge(x)
      .replace(/\.0+(?= )|(\.\d*?)0+(?= )/, "$1")
      .replace(" ", "\u202f");
  if (x >= 1) return `${Number(x.toPrecision(3))}\u202fs`;
  return x >= 1e-3
    ? `${Number((1e3 * x).toPrecision(3))}\u202fms`
    : `${Number((1e6 * x).toPrecision(3))}\u202fµs`;
}

/**
 * The smallest and the largest value on a log axis, because an unbounded axis would need infinitely many ticks.
 */
const LEAST = 1e-9;
const MOST = 1e300;

function decades([least, most]: Range): Range {
  const within = (value: number): number => Math.min(MOST, Math.max(LEAST, value));
  const low = Math.floor(Math.log10(within(least)) + 1e-9);
  const high = Math.ceil(Math.log10(within(most)) - 1e-9);
  return [10 ** low, 10 ** Math.max(low + 1, high)];
}

/** About five round numbers from 0 to `last`. */
export function stepTicks(last: number): number[] {
  const rough = last / 5;
  const size = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const gap = Math.max(
    1,
    [1, 2, 5, 10].map((factor) => factor * size).find((candidate) => candidate >= rough) ?? 1,
  );
  return Array.from({ length: Math.floor(last / gap) + 1 }, (_, i) => i * gap);
}

function linearTicks(from: number, to: number): number[] {
  if (from <= 0) return stepTicks(to);
  const gap = (stepTicks(to - from)[1] ?? 1) || 1;
  const first = Math.ceil(from / gap);
  return Array.from({ length: Math.floor(to / gap) - first + 1 }, (_, i) => (first + i) * gap);
}

/** Powers of ten, and also 2 and 5 times each of them if the range is short. There are at most eight ticks. */
export function logTicks(from: number, to: number): number[] {
  const factors = to / from < 300 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let exponent = Math.floor(Math.log10(from)); 10 ** exponent <= to * 1.001; exponent++)
    for (const factor of factors) {
      const tick = Number(`${factor}e${exponent}`);
      if (tick >= from * 0.999 && tick <= to * 1.001) ticks.push(tick);
    }
  const every = Math.ceil(ticks.length / 8);
  return ticks.filter((_, i) => i % every === 0);
}
