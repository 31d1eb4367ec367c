/** One metric of all models, drawn by recharts. Each line has its own x values. */
import { Area, ComposedChart, Line, ReferenceLine, ResponsiveContainer } from "recharts";
import { MARGIN, drawAxes, TICK } from "../../charts/axes/draw-axes.tsx";
import type { MetricFrame } from "./metric-frame.ts";

interface Props {
  readonly frame: MetricFrame;
  readonly isLog: boolean;
  readonly formatTick: (value: number) => string;
  /** The value without training, if it is known. */
  readonly untrained?: number | undefined;
  /** Steps at which the rates were changed. */
  readonly marks?: readonly number[];
}

/** Pinned curves are faint and drawn first. */
const PINNED_INK = 0.4;

/** Fills its parent. Inert, because Chromium lets Tab stop at SVG elements with React listeners. */
export function MetricPlot({
  frame: { lines, axis, yAxis },
  isLog,
  formatTick,
  untrained,
  marks = [],
}: Props) {
  const [low, high] = yAxis.domain;
  return (
    <div className="plot-frame" inert>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 460, height: 240 }}>
        <ComposedChart data={[]} margin={MARGIN} accessibilityLayer={false}>
          {drawAxes(axis, yAxis, { isLog, formatTick })}
          {untrained !== undefined && untrained >= low && untrained <= high && (
            <ReferenceLine
              y={untrained}
              stroke="var(--muted)"
              strokeDasharray="2 3"
              label={{
                ...TICK,
                value: "without training",
                // Below a line at the upper end of the plot.
                position: untrained > (low + high) / 2 ? "insideTopRight" : "insideBottomRight",
              }}
            />
          )}
          {marks.map((step) => (
            <ReferenceLine key={step} x={step} stroke="var(--muted)" strokeDasharray="1 3" />
          ))}
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
