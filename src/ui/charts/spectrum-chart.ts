/** Charts of singular values over their index. */
import { formatCount, formatError } from "../../store/format.ts";
import { axisEnd, formatTick } from "./axes.ts";
import type { Chart, Look, Mark, PlotCurve } from "./chart.ts";

export interface SpectrumLine {
  readonly name: string;
  /** Singular values, descending. */
  readonly values: readonly number[];
  readonly look: Look;
}

interface Spectra {
  readonly lines: readonly SpectrumLine[];
  /** Index after which a vertical line is drawn. */
  readonly rank?: number;
  readonly isLogIndex?: boolean;
  /** Lower end of the value axis. Smaller values are not drawn. */
  readonly low: number;
  readonly marks?: readonly Mark[];
}

/**
 * Upper end of the axis, unless a value is larger. The second constant limits the axis for a diverging network.
 */
const HIGH = 2;
const HIGH_MAX = 1e3;
/** If a line has at most this many values, a dot marks each of them. */
const DOTS_MAX = 64;
/** A plot is too narrow for more values than this, so only every n-th of the later values is drawn. */
const POINTS_MAX = 300;

export function spectrumChart({ lines, rank, isLogIndex = false, low, marks = [] }: Spectra): Chart {
  const count = lastIndex(lines, low, rank);
  const largest = Math.max(0, ...lines.map(({ values }) => values[0] ?? 0).filter(Number.isFinite));
  const high = Math.min(HIGH_MAX, axisEnd(1.2 * largest, HIGH));
  const rankMark: Mark[] =
    rank !== undefined && rank < count
      ? [{ name: `r = ${rank}`, x: isLogIndex ? Math.sqrt(rank * (rank + 1)) : rank + 0.5 }]
      : [];
  return {
    curves: lines.map((line) => curveOf(line, low, high)),
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

function curveOf({ name, values, look }: SpectrumLine, low: number, high: number): PlotCurve {
  const stride = Math.ceil(values.length / POINTS_MAX);
  const drawn = [...values.keys()].filter((i) => i % stride === 0 || i < POINTS_MAX / 2);
  return {
    key: name,
    name,
    look,
    xs: drawn.map((i) => i + 1),
    ys: drawn.map((i) => {
      const value = values[i] as number;
      return value >= low && Number.isFinite(value) ? Math.min(high, value) : NaN;
    }),
    ...(values.length <= DOTS_MAX && { dots: 2 }),
    read: (index) => ({ cells: [formatError(values[index - 1])] }),
  };
}
