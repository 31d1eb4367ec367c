/** A metric of all models, by recharts: each line has its own x values. */
import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { formatX } from "../charts/x-axis.ts";
import type { MetricFrame } from "./metric-frame.ts";

const MARGIN = { top: 8, right: 12, bottom: 2, left: 0 };
const TICK = { fill: "var(--muted)", fontSize: 12 };

interface Props {
  readonly frame: MetricFrame;
  readonly isLog: boolean;
  readonly formatTick: (value: number) => string;
}

/** Fills its parent. Inert: Chromium takes SVG elements that React listens to for stops of the keyboard. */
export function MetricPlot({ frame: { lines, axis, heights }, isLog, formatTick }: Props) {
  return (
    <div className="plot-frame" inert>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 460, height: 240 }}>
        <ComposedChart data={[]} margin={MARGIN} accessibilityLayer={false}>
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
            height={24}
            allowDataOverflow
          />
          <YAxis
            type="number"
            scale={isLog ? "log" : "linear"}
            domain={[...heights.domain]}
            ticks={[...heights.ticks]}
            tickFormatter={formatTick}
            tick={TICK}
            stroke="var(--muted)"
            width={46}
            allowDataOverflow
          />
          {lines.map(({ id, colour, points }) =>
            points.some(({ band }) => band) ? (
              <Area
                key={`${id} band`}
                data={[...points]}
                dataKey="band"
                stroke="none"
                fill={colour}
                fillOpacity={0.15}
                isAnimationActive={false}
                activeDot={false}
              />
            ) : null,
          )}
          {lines.map(({ id, colour, width, dash, points }) => (
            <Line
              key={id}
              data={[...points]}
              dataKey="y"
              type="linear"
              stroke={colour}
              strokeWidth={width}
              {...(dash && { strokeDasharray: dash })}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
