/**
 * The error curves, drawn by recharts. Seconds and operations differ between networks, so each line has its own rows.
 * Thick lines are recovery errors, thin ones train errors; pinned runs are fainter.
 */
import {
  Area,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
} from "recharts";
import type { Sample } from "../../../store/run/curves.ts";
import { LINE_STYLES } from "../../parts/networks.ts";
import { formatTick, type YAxisRange } from "../axes/y-axis.ts";
import { toChart, type Drawn, type Quantity } from "./loss-data.ts";
import type { Mark } from "./loss-frame.ts";
import { MARGIN_WITH_NAMES, drawAxes } from "../axes/draw-axes.tsx";
import type { XAxis as Axis } from "../axes/x-axis.ts";

interface Props {
  readonly drawn: readonly Drawn[];
  readonly marks: readonly Mark[];
  readonly axis: Axis;
  readonly yAxis: YAxisRange;
  readonly quantity: Quantity;
}

/** Fills its parent. */
export function ErrorPlot(props: Props) {
  // Inert, because recharts uses React portals, and Chromium lets Tab stop at SVG elements with React listeners.
  return (
    <div className="plot-frame" inert>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 460, height: 240 }}>
        {chartOf(props)}
      </ResponsiveContainer>
    </div>
  );
}

/** The same chart at a fixed size, for a file. */
export function SavedErrorPlot({ width, height, ...props }: Props & { width: number; height: number }) {
  return chartOf(props, { width, height });
}

function chartOf(
  { drawn, marks, axis, yAxis, quantity }: Props,
  size: Partial<Record<"width" | "height", number>> = {},
) {
  const curves = drawn.map((one) => ({ ...one, rows: rowsOf(one, quantity, axis) }));
  return (
    <ComposedChart data={NO_ROWS} margin={MARGIN_WITH_NAMES} accessibilityLayer={false} {...size}>
      {drawAxes(axis, yAxis, { isLog: quantity === "error", formatTick })}
      {/* Horizontal marks come last, so that vertical lines do not cross their names. */}
      {marks
        .toSorted((a, b) => Number(a.y !== undefined) - Number(b.y !== undefined))
        .map((mark) => markOf(mark))}
      {curves.map(({ key, id, pin, curve, rows }) =>
        curve.low ? (
          <Area
            key={`${key} band`}
            data={rows}
            dataKey="band"
            stroke="none"
            fill={LINE_STYLES[id].colour}
            fillOpacity={pin ? 0.08 : 0.18}
            isAnimationActive={false}
            activeDot={false}
          />
        ) : null,
      )}
      {curves.flatMap(({ key, id, pin, curve, rows }) => [
        ...(curve.bySeed ?? []).map((_, b) =>
          lineOf(`${key} seed ${b}`, `seed${b}`, rows, {
            stroke: LINE_STYLES[id].colour,
            width: 1,
            opacity: 0.55,
          }),
        ),
        lineOf(`${key} train`, "train", rows, {
          stroke: LINE_STYLES[id].colour,
          width: pin ? 0.75 : 1,
          opacity: pin ? 0.3 : 0.75,
        }),
        lineOf(`${key} validation`, "validation", rows, {
          stroke: LINE_STYLES[id].colour,
          width: pin ? 0.75 : 1.25,
          opacity: pin ? 0.3 : 1,
          dash: "9 3 2 3",
        }),
      ])}
      {curves.map(({ key, id, pin, rows }) =>
        lineOf(`${key} recovery`, "recovery", rows, {
          stroke: LINE_STYLES[id].colour,
          width: pin ? 1.5 : LINE_STYLES[id].width,
          opacity: pin ? 0.45 : 1,
          ...(pin || LINE_STYLES[id].dash === undefined ? {} : { dash: LINE_STYLES[id].dash }),
          ...(pin ? {} : { term: id }),
        }),
      )}
      {curves.map(({ key, pin, rows }, i) =>
        // Labels a pinned run only once.
        pin?.name && pin !== curves[i - 1]?.pin ? labelOf(key, pin.name, rows) : null,
      )}
      {marks.map((mark) => dotOf(mark))}
    </ComposedChart>
  );
}

interface Row {
  readonly x: number;
  readonly [key: string]: number | readonly [number, number] | null;
}

/** recharts needs rows for the chart itself, although each line has rows of its own. */
const NO_ROWS: readonly Row[] = [];

/** Values in the units of the axes; null is a gap. A log axis cannot show x = 0. */
function rowsOf({ curve, psnrAtOne, xOf }: Drawn, quantity: Quantity, { xUnit }: Axis): Row[] {
  const value = (sample: Sample | undefined): number | null => {
    const height = toChart(quantity, psnrAtOne, sample ?? null);
    return Number.isFinite(height) ? height : null;
  };
  return curve.steps.flatMap((step, i): Row[] => {
    const x = xOf(xUnit, step);
    if (!Number.isFinite(x) || (xUnit !== "steps" && x <= 0)) return [];
    const [low, high] = [value(curve.low?.[i]), value(curve.high?.[i])];
    const isError = quantity === "error";
    return [
      {
        x,
        recovery: value(curve.recovery[i]),
        train: isError && !curve.low ? value(curve.train[i]) : null,
        validation: isError ? value(curve.validation?.[i]) : null,
        band: low === null || high === null ? null : [low, high],
        ...Object.fromEntries((curve.bySeed ?? []).map((seed, b) => [`seed${b}`, value(seed[i])])),
      },
    ];
  });
}

interface LineLook {
  readonly stroke: string;
  readonly width: number;
  readonly opacity: number;
  readonly dash?: string;
  /** The network's term. Texts use it to highlight this line. */
  readonly term?: string;
}

function lineOf(key: string, dataKey: string, rows: readonly Row[], look: LineLook) {
  if (rows.every((row) => (row[dataKey] ?? null) === null)) return null;
  return (
    <Line
      key={key}
      data={rows}
      dataKey={dataKey}
      type="linear"
      stroke={look.stroke}
      strokeWidth={look.width}
      strokeOpacity={look.opacity}
      {...(look.dash && { strokeDasharray: look.dash })}
      {...(look.term && { "data-term": look.term })}
      dot={false}
      activeDot={false}
      connectNulls={false}
      isAnimationActive={false}
    />
  );
}

const LABEL = { fill: "var(--muted)", fontSize: 12 };

/** A line or a range across the chart, with its name. */
function markOf({ name, dash = "3 3", dot, isAtStart, x, untilX, y }: Mark) {
  if (dot || (y !== undefined && Number.isNaN(y))) return null;
  if (untilX !== undefined && x !== undefined)
    return (
      <ReferenceArea
        key={name}
        x1={x}
        x2={untilX}
        fill="var(--muted)"
        fillOpacity={0.1}
        label={{ ...LABEL, value: name, position: "top" }}
      />
    );
  return (
    <ReferenceLine
      key={name}
      {...(x === undefined ? { y: y as number } : { x })}
      stroke="var(--muted)"
      strokeDasharray={dash}
      label={{
        ...LABEL,
        value: name,
        // Names of steps stand above the plot, so that they cover no curve.
        position: x !== undefined ? "top" : isAtStart ? "insideBottomLeft" : "insideBottomRight",
      }}
    />
  );
}

/** The name of a pinned run, at the end of its curve. */
function labelOf(key: string, name: string, rows: readonly Row[]) {
  const last = rows.findLast(({ recovery }) => typeof recovery === "number");
  if (!last) return null;
  return (
    <ReferenceDot
      key={`${key} label`}
      x={last.x}
      y={last["recovery"] as number}
      r={0}
      label={{ ...LABEL, value: name, position: "insideBottomRight" }}
    />
  );
}

function dotOf({ dot, x, y }: Mark) {
  if (!dot || x === undefined || y === undefined || Number.isNaN(y)) return null;
  return <ReferenceDot key={dot} x={x} y={y} r={4.5} fill={LINE_STYLES[dot].colour} stroke="var(--panel)" />;
}
