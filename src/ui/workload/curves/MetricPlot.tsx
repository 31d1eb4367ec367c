/** One metric of all models with its axes. Each line has its own x values. */
import { memo } from "react";
import { ComposedChart, ReferenceLine, ResponsiveContainer } from "recharts";
import { LABEL, MARGIN, drawAxes } from "../../charts/axes/draw-axes.tsx";
import { Curves, CurvesContext, type DrawnCurve } from "../../charts/curves.tsx";
import { useSteadily } from "../../parts/turns.ts";
import type { Quantity } from "../workload-page.ts";
import type { MetricFrame } from "./metric-frame.ts";

interface Props {
  readonly frame: MetricFrame;
  readonly quantity: Quantity;
  /** A value to mark, with its name. */
  readonly level?: { readonly value: number; readonly name: string } | undefined;
  /** The first and the last step at which the rates were changed, and the step that a lesson marks. */
  readonly marks?: readonly number[];
}

/** Opacity of the pinned curves, which lie behind the run's own. */
const PINNED_INK = 0.4;

/**
 * The chart at the size of its parent. It is inert, because Chromium lets Tab stop at SVG elements with React
 * listeners.
 */
export function MetricPlot({ frame: { lines, axis, yAxis }, ...rest }: Props) {
  const chart = useSteadily({ axis, yAxis, ...rest });
  return (
    chart && (
      <CurvesContext value={curvesOf(lines)}>
        <div className="plot-frame" inert>
          <Filling chart={chart} />
        </div>
      </CurvesContext>
    )
  );
}

/** The same chart at a fixed size, for a file. */
export function SavedMetricPlot({
  width,
  height,
  frame: { lines, axis, yAxis },
  ...rest
}: Props & { readonly width: number; readonly height: number }) {
  return (
    <CurvesContext value={curvesOf(lines)}>
      {drawChart({ axis, yAxis, ...rest }, { width, height })}
    </CurvesContext>
  );
}

type Chart = Omit<MetricFrame, "lines"> & Omit<Props, "frame">;

const Filling = memo(({ chart }: { readonly chart: Chart }) => (
  <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 460, height: 240 }}>
    {drawChart(chart)}
  </ResponsiveContainer>
));

function drawChart(
  { axis, yAxis, quantity, level, marks = [] }: Chart,
  size: Partial<Record<"width" | "height", number>> = {},
) {
  const [low, high] = yAxis.domain;
  return (
    <ComposedChart data={[]} margin={MARGIN} accessibilityLayer={false} {...size}>
      {drawAxes(axis, yAxis, { isLog: quantity.scale === "log", formatTick: quantity.tick })}
      {level && level.value >= low && level.value <= high && (
        <ReferenceLine
          y={level.value}
          stroke="var(--muted)"
          strokeDasharray="2 3"
          label={{
            ...LABEL,
            value: level.name,
            // Below the line if it is in the upper half of the plot.
            position: level.value > (low + high) / 2 ? "insideTopRight" : "insideBottomRight",
          }}
        />
      )}
      {marks.map((step) => (
        <ReferenceLine
          key={step}
          className="step-mark"
          x={step}
          stroke="var(--muted)"
          strokeDasharray="1 3"
        />
      ))}
      <Curves />
    </ComposedChart>
  );
}

/** Bands lie behind all lines. */
function curvesOf(lines: MetricFrame["lines"]): DrawnCurve[] {
  const bands = lines
    .filter(({ isPinned, points }) => !isPinned && points.some(({ band }) => band))
    .map(({ key, colour, points }) => ({
      key: `${key} band`,
      xs: points.map(({ x }) => x),
      ys: points.map(({ band }) => band?.[1] ?? NaN),
      lows: points.map(({ band }) => band?.[0] ?? NaN),
      colour,
      opacity: 0.15,
    }));
  return [
    ...bands,
    ...lines.map(({ key, id, isPinned, colour, width, dash, points }) => ({
      key,
      xs: points.map(({ x }) => x),
      ys: points.map(({ y }) => y ?? NaN),
      colour,
      width,
      dash,
      ...(isPinned ? { opacity: PINNED_INK } : { term: id }),
    })),
  ];
}
