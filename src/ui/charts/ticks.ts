/** Ticks and round ends of axes, from d3-scale. It loads with the library of the charts, which contains it. */
import { scaleLinear, scaleLog } from "d3-scale";
import type { Axis, Range, Tick } from "./axes.ts";

/** What is drawn of an axis, as plain data. */
export interface TickedAxis {
  readonly isLog: boolean;
  readonly domain: Range;
  readonly ticks: readonly Tick[];
}

/** About how many ticks an axis has. A tick without a text is left out. */
const COUNT = 4;
/** A rounded axis ends where about this many ticks would end. */
const ROUNDED_COUNT = 5;

export function withTicks({ domain, isLog = false, isWhole, isRounded, format, ticks }: Axis): TickedAxis {
  const linear = scaleLinear().domain(domain);
  if (isRounded) linear.nice(ROUNDED_COUNT);
  const [from, to] = linear.domain() as [number, number];
  const found = isLog ? logTicks(domain) : linear.ticks(COUNT);
  const named = found
    .filter((at) => !isWhole || Number.isInteger(at))
    .map((at) => ({ at, text: format(at) }))
    .filter(({ text }) => text);
  return { isLog, domain: [from, to], ticks: ticks ?? named };
}

/** Powers of ten, and also 2 and 5 times each of them if the range is short. */
function logTicks([from, to]: Range): number[] {
  const round = to / from < 100 ? /^[125]e/ : /^1e/;
  const ticks = scaleLog().domain([from, to]).ticks(8);
  const rounder = ticks.filter((at) => round.test(at.toExponential()));
  return rounder.length > 1 ? rounder : scaleLinear().domain([from, to]).ticks(4);
}
