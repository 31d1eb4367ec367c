/** Charts of singular values over their index. */
import { formatCount, formatError } from "../../store/format.ts";
import { axisEnd, formatTick } from "./axes.ts";
import type { Chart, Look, Mark, PlotCurve } from "./chart.ts";

export interface SpectrumLine {
  readonly name: string;
  /** Singular values, descending. */
  readonly values: readonly number[];
  readonly look: Look;
  /** Whether its values are rings, beside the bars of the others. */
  readonly isTarget?: boolean;
}

interface Spectra {
  readonly lines: readonly SpectrumLine[];
  /** Index after which a vertical line is drawn. */
  readonly rank?: number;
  readonly isLogIndex?: boolean;
  /** If set, exactly this many indices are shown, as bars side by side. */
  readonly bars?: number;
  /** Lower end of the value axis. Smaller values are not drawn. */
  readonly low: number;
  readonly marks?: readonly Mark[];
  /** A value that has just risen. It lights up. */
  readonly risen?: { readonly index: number; readonly step: number } | undefined;
}

/** Upper end of the axis, unless a value is larger. The second constant limits the axis for a diverging network. */
const HIGH = 2;
const HIGH_MAX = 1e3;
/** If a line has at most this many values, a dot marks each of them. */
const DOTS_MAX = 64;
/** A plot is too narrow for more values than this, so only every n-th of the later values is drawn. */
const POINTS_MAX = 300;

export function spectrumChart(shown: Spectra): Chart {
  const { lines, rank, isLogIndex = false, bars, low, marks = [], risen } = shown;
  const count = bars ?? lastIndex(lines, low, rank);
  const others = lines.filter(({ isTarget }) => !isTarget);
  const largest = Math.max(0, ...lines.map(({ values }) => values[0] ?? 0).filter(Number.isFinite));
  const high = Math.min(HIGH_MAX, axisEnd(1.2 * largest, HIGH));
  const rankMark: Mark[] =
    rank !== undefined && rank < count
      ? [{ name: `r = ${rank}`, x: isLogIndex ? Math.sqrt(rank * (rank + 1)) : rank + 0.5 }]
      : [];
  return {
    curves:
      bars === undefined
        ? lines.map((line) => curveOf(line, low, high))
        : [
            ...others.map((line, i) => barsOf(line, low, high, count, [i, others.length])),
            ...(risen && risen.index < count ? [flashOf(risen, low, high, count)] : []),
            ...lines.flatMap((line) => (line.isTarget ? [ringsOf(line, low, high, count)] : [])),
          ],
    x: {
      domain: isLogIndex ? [1, count] : [0, count + 1],
      isLog: isLogIndex,
      isWhole: true,
      format: (i) => (i > 0 && i <= count ? formatCount(i) : ""),
    },
    y: { domain: [low, high], isLog: true, format: formatTick },
    marks: [...rankMark, ...marks],
    across: { name: "Index", format: formatCount, place: (i) => `index ${formatCount(i)}` },
    columns: ["σᵢ"],
    format: formatError,
  };
}

/** The last index with a value large enough to draw, plus a margin. */
function lastIndex(lines: readonly SpectrumLine[], low: number, rank = 1): number {
  const longest = Math.max(2, ...lines.map(({ values }) => values.length));
  const drawn = Math.max(...lines.map(({ values }) => values.findLastIndex((value) => value >= low) + 1));
  return Math.min(longest, Math.ceil(axisEnd(1.2 * drawn, Math.max(2 * rank, 4))));
}

/** Width of the narrowest plot in pixels, and the part of an index that its bars fill. */
const NARROWEST = 300;
const FILLED = 0.75;

/** Every kind of curve takes these from its line. */
const named = ({ name, values, look }: SpectrumLine) => ({
  key: name,
  name,
  look,
  read: (index: number) => ({ cells: [formatError(values[index - 1])] }),
});

/** Each bar is a line from the bottom of the chart. The bars of several lines stand side by side. */
function barsOf(
  line: SpectrumLine,
  low: number,
  high: number,
  count: number,
  [place, places]: readonly [number, number],
): PlotCurve {
  const shown = line.values.slice(0, count);
  const width = Math.max(1.5, Math.min(9, (FILLED * NARROWEST) / (count * places)));
  const beside = (place + 0.5) / places - 0.5;
  return {
    ...named(line),
    look: { colour: line.look.colour, width },
    xs: shown.flatMap((_, i) => Array.from({ length: 3 }, () => i + 1 + FILLED * beside)),
    ys: shown.flatMap((value) => (value > low ? [low, Math.min(high, value), NaN] : [NaN, NaN, NaN])),
  };
}

/** A light over the whole height of an index. */
const flashOf = (
  { index, step }: NonNullable<Spectra["risen"]>,
  low: number,
  high: number,
  count: number,
): PlotCurve => ({
  key: `risen ${index} ${step}`,
  xs: [index + 1, index + 1],
  ys: [low, high],
  look: { colour: "var(--accent)", width: Math.min(14, NARROWEST / count) },
  isFlash: true,
});

function ringsOf(line: SpectrumLine, low: number, high: number, count: number): PlotCurve {
  const shown = line.values.slice(0, count);
  return {
    ...named(line),
    // Gaps keep the rings apart.
    xs: shown.flatMap((_, i) => [i + 1, i + 1]),
    ys: shown.flatMap((value) => [value > low ? Math.min(high, value) : NaN, NaN]),
    dots: 4.5,
    isHollow: true,
  };
}

function curveOf(line: SpectrumLine, low: number, high: number): PlotCurve {
  const { values } = line;
  const stride = Math.ceil(values.length / POINTS_MAX);
  const drawn = [...values.keys()].filter((i) => i % stride === 0 || i < POINTS_MAX / 2);
  return {
    ...named(line),
    xs: drawn.map((i) => i + 1),
    ys: drawn.map((i) => {
      const value = values[i] as number;
      return value >= low && Number.isFinite(value) ? Math.min(high, value) : NaN;
    }),
    ...(values.length <= DOTS_MAX && { dots: 2 }),
  };
}
