/** Axes and grid of the loss chart, by recharts; drawn anew only when an axis moves. */
import { memo } from "react";
import { CartesianGrid, ComposedChart, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { formatTick } from "./axes.ts";
import type { Quantity } from "./loss-data.ts";
import type { YAxisRange } from "./loss-frame.ts";
import { formatX, type XAxis as Axis } from "./x-axis.ts";

interface Props {
  readonly axis: Axis;
  readonly heights: YAxisRange;
  readonly quantity: Quantity;
}

/** The plot lies this far from the edges of the chart: `.plot-area` in charts.css. */
const MARGIN = { top: 8, right: 12, bottom: 4, left: 0 };
const Y_AXIS = 52;
const X_AXIS = 30;
const TICK = { fill: "var(--muted)", fontSize: 12 };

/** recharts draws no axis for a chart without data. */
const FRAME = [{ x: 1 }, { x: 2 }];

export const PlotFrame = memo(function PlotFrame({ axis, heights, quantity }: Props) {
  // Inert: recharts draws through React portals, and Chromium takes SVG elements that React listens to for stops of the keyboard.
  return (
    <div className="plot-frame" inert>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 600, height: 260 }}>
        <ComposedChart data={FRAME} margin={MARGIN} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--grid)" vertical={false} />
          <XAxis
            dataKey="x"
            type="number"
            scale={axis.over === "steps" ? "linear" : "log"}
            domain={[...axis.domain]}
            ticks={[...axis.ticks]}
            tickFormatter={(x: number) => formatX(axis.over, x)}
            tick={TICK}
            stroke="var(--muted)"
            height={X_AXIS}
            allowDataOverflow
          />
          <YAxis
            scale={quantity === "error" ? "log" : "linear"}
            type="number"
            domain={[...heights.domain]}
            ticks={[...heights.ticks]}
            tickFormatter={formatTick}
            tick={TICK}
            stroke="var(--muted)"
            width={Y_AXIS}
            allowDataOverflow
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}, standsStill);

function standsStill(before: Props, now: Props): boolean {
  const isSame = (one: readonly number[], other: readonly number[]): boolean =>
    one.length === other.length && one.every((value, i) => value === other[i]);
  return (
    before.quantity === now.quantity &&
    before.axis.over === now.axis.over &&
    isSame(before.axis.domain, now.axis.domain) &&
    isSame(before.axis.ticks, now.axis.ticks) &&
    isSame(before.heights.domain, now.heights.domain) &&
    isSame(before.heights.ticks, now.heights.ticks)
  );
}
