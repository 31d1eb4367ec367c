/** One metric of all models, drawn by recharts. Each line has its own x values. */
import { Area, ComposedChart, Line, ResponsiveContainer } from "recharts";
import { MARGIN, drawAxes } from "../../charts/axes/draw-axes.tsx";
import type { MetricFrame } from "./metric-frame.ts";

interface Props {
  readonly frame: MetricFrame;
  readonly isLog: boolean;
  readonly formatTick: (value: number) => string;
}

/** Pinned curves are faint and drawn first. */
const PINNED_INK = 0.4;

/** Fills its parent. Inert, because Chromium lets Tab stop at SVG elements with React listeners. */
export function MetricPlot({ frame: { lines, axis, yAxis }, isLog, formatTick }: Props) {
  return (
    <div className="plot-frame" inert>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 460, height: 240 }}>
        <ComposedChart data={[]} margin={MARGIN} accessibilityLayer={false}>
          {drawAxes(axis, yAxis, { isLog, formatTick })}
          {lines.map(({ key, isPinned, colour, points }) =>
            !isPinned && points.some(({ band }) => band) ? (
              <Area
                key={`${key} band`}
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
          {lines.map(({ key, id, isPinned, colour, width, dash, points }) => (
            <Line
              key={key}
              data={[...points]}
              dataKey="y"
              type="linear"
              stroke={colour}
              strokeWidth={width}
              strokeOpacity={isPinned ? PINNED_INK : 1}
              {...(dash && { strokeDasharray: dash })}
              {...(!isPinned && { "data-term": id })}
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
