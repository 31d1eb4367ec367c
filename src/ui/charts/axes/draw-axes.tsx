/** Draws the grid and the axes of a chart with recharts. */
import { CartesianGrid, XAxis, YAxis } from "recharts";
import { formatX, type XAxis as Axis } from "./x-axis.ts";
import type { YAxisRange } from "./y-axis.ts";

/** Margin of a chart without names above its plot. */
export const MARGIN = { top: 8, right: 12, bottom: 2, left: 0 };
/**
 * The margin of a chart with one line of names above its plot. `.crosshair` in charts.css repeats the plot's
 * distances from the edges.
 */
export const MARGIN_WITH_NAMES = { ...MARGIN, top: 20 };
export const TICK = { fill: "var(--muted)", fontSize: 13 };
/**
 * Style of the names of marks. A halo keeps them readable where lines cross them, on the page and in a saved
 * picture.
 */
export const LABEL = {
  fill: "var(--muted)",
  fontSize: 12,
  stroke: "var(--panel)",
  strokeWidth: 5,
  strokeLinejoin: "round",
  paintOrder: "stroke",
} as const;

/** Draws into a ComposedChart that has one of the margins above. */
export function drawAxes(
  axis: Axis,
  yAxis: YAxisRange,
  { isLog, formatTick }: { readonly isLog: boolean; readonly formatTick: (value: number) => string },
) {
  return [
    <CartesianGrid key="grid" stroke="var(--grid)" vertical={false} />,
    <XAxis
      key="x"
      dataKey="x"
      type="number"
      scale={axis.xUnit === "steps" ? "linear" : "log"}
      domain={[...axis.domain]}
      ticks={[...axis.ticks]}
      tickFormatter={(x: number) => formatX(axis.xUnit, x)}
      tick={TICK}
      stroke="var(--muted)"
      height={24}
      allowDataOverflow
    />,
    <YAxis
      key="y"
      scale={isLog ? "log" : "linear"}
      type="number"
      domain={[...yAxis.domain]}
      ticks={[...yAxis.ticks]}
      tickFormatter={formatTick}
      tick={TICK}
      stroke="var(--muted)"
      width={46}
      allowDataOverflow
    />,
  ];
}
