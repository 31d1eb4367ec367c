/** Singular values over their index, drawn by recharts: the learned matrices in colour, the target in grey. */
import { memo } from "react";
import { CartesianGrid, ComposedChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { useSteadily } from "../../parts/turns.ts";
import { LABEL, MARGIN, TICK } from "../axes/draw-axes.tsx";
import { axisEnd, logTicks } from "../axes/x-axis.ts";
import { formatTick } from "../axes/y-axis.ts";
import { Curves, CurvesContext, type DrawnCurve } from "../curves.tsx";

export interface SpectrumLine {
  readonly name: string;
  /** Singular values, descending. */
  readonly values: readonly number[];
  readonly colour: string;
  readonly width: number;
  readonly dash?: string;
}

interface Props {
  readonly lines: readonly SpectrumLine[];
  /** Index after which a vertical line is drawn. */
  readonly rank?: number;
  readonly isLogIndex: boolean;
  /** Lower end of the value axis. Smaller values are not drawn. */
  readonly low: number;
  /** Horizontal lines with their names. */
  readonly marks?: readonly { readonly value: number; readonly name: string }[];
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

/** The chart at the size of its parent. */
export function SpectrumChart(props: Props) {
  const chart = useSteadily(chartOf(props));
  return (
    chart && (
      <CurvesContext value={curvesOf(props, chart)}>
        <div className="plot-frame" inert>
          <Filling chart={chart} />
        </div>
      </CurvesContext>
    )
  );
}

/** The same chart at a fixed size, for a file. */
export function SavedSpectrumChart({ width, height, ...props }: Props & { width: number; height: number }) {
  const chart = chartOf(props);
  return <CurvesContext value={curvesOf(props, chart)}>{drawChart(chart, { width, height })}</CurvesContext>;
}

const Filling = memo(({ chart }: { readonly chart: Chart }) => (
  <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 460, height: 200 }}>
    {drawChart(chart)}
  </ResponsiveContainer>
));

/** The parts of the drawing that rarely change. */
interface Chart extends Omit<Props, "lines"> {
  /** The last index. */
  readonly count: number;
  /** Upper end of the value axis. */
  readonly high: number;
}

function chartOf({ lines, ...props }: Props): Chart {
  const largest = Math.max(0, ...lines.map(({ values }) => values[0] ?? 0).filter(Number.isFinite));
  return {
    ...props,
    count: lastIndex(lines, props.low, props.rank),
    high: Math.min(HIGH_MAX, axisEnd(1.2 * largest, HIGH)),
  };
}

function drawChart(
  { rank, isLogIndex, low, marks = [], count, high }: Chart,
  size: Partial<Record<"width" | "height", number>> = {},
) {
  return (
    <ComposedChart data={[]} margin={MARGIN} accessibilityLayer={false} {...size}>
      <CartesianGrid stroke="var(--grid)" vertical={false} />
      <XAxis
        dataKey="index"
        type="number"
        scale={isLogIndex ? "log" : "linear"}
        domain={isLogIndex ? [1, count] : [0, count + 1]}
        ticks={indexTicks(count, isLogIndex)}
        tick={TICK}
        stroke="var(--muted)"
        height={24}
        allowDataOverflow
      />
      <YAxis
        type="number"
        scale="log"
        domain={[low, high]}
        ticks={logTicks(low, high)}
        tickFormatter={formatTick}
        tick={TICK}
        stroke="var(--muted)"
        width={46}
        allowDataOverflow
      />
      {rank !== undefined && rank < count && (
        <ReferenceLine
          x={isLogIndex ? Math.sqrt(rank * (rank + 1)) : rank + 0.5}
          stroke="var(--muted)"
          strokeDasharray="3 3"
          label={{ ...LABEL, value: `r = ${rank}`, position: "insideTopLeft" }}
        />
      )}
      {marks.map(({ value, name }) => (
        <ReferenceLine
          key={`${name} ${value}`}
          y={value}
          stroke="var(--muted)"
          strokeDasharray="5 4"
          label={{ ...LABEL, value: name, position: "insideBottomRight" }}
        />
      ))}
      <Curves />
    </ComposedChart>
  );
}

/** The last index with a value large enough to draw, plus a margin. */
function lastIndex(lines: readonly SpectrumLine[], low: number, rank = 1): number {
  const longest = Math.max(2, ...lines.map(({ values }) => values.length));
  const drawn = Math.max(...lines.map(({ values }) => values.findLastIndex((value) => value >= low) + 1));
  return Math.min(longest, Math.ceil(axisEnd(1.2 * drawn, Math.max(2 * rank, 4))));
}

const curvesOf = ({ lines }: Props, { low, high }: Chart): DrawnCurve[] =>
  lines.map((line) => curveOf(line, low, high));

function curveOf({ name, values, colour, width, dash }: SpectrumLine, low: number, high: number): DrawnCurve {
  const stride = Math.ceil(values.length / POINTS_MAX);
  const drawn = [...values.keys()].filter((i) => i % stride === 0 || i < POINTS_MAX / 2);
  return {
    key: name,
    xs: drawn.map((i) => i + 1),
    ys: drawn.map((i) => {
      const value = values[i] as number;
      return value >= low && Number.isFinite(value) ? Math.min(high, value) : NaN;
    }),
    colour,
    width,
    dash,
    ...(values.length <= DOTS_MAX && { dots: 2 }),
  };
}

function indexTicks(count: number, isLogIndex: boolean): number[] {
  if (isLogIndex) return [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].filter((index) => index <= count);
  const gap = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((step) => count / step <= 7) ?? 1000;
  return [
    1,
    ...Array.from({ length: Math.floor(count / gap) }, (_, i) => gap * (i + 1)).filter((i) => i > 1),
  ];
}
