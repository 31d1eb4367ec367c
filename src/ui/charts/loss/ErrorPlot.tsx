/**
 * The error curves with axes and marks. Seconds and operations differ between networks, so each curve has its own x
 * values. Thick lines are recovery errors. Thin lines are train errors, validation errors or single seeds. Pinned runs
 * are fainter.
 */
import { memo, type ReactNode } from "react";
import { ComposedChart, ReferenceArea, ReferenceDot, ReferenceLine, ResponsiveContainer } from "recharts";
import { isArmPin } from "../../../store/pins/pins.ts";
import type { Sample } from "../../../store/run/curves.ts";
import { LINE_STYLES } from "../../parts/networks.ts";
import { useSteadily } from "../../parts/turns.ts";
import { LABEL, MARGIN_WITH_NAMES, drawAxes } from "../axes/draw-axes.tsx";
import type { XAxis as Axis } from "../axes/x-axis.ts";
import { formatTick, type YAxisRange } from "../axes/y-axis.ts";
import { Curves, CurvesContext, type DrawnCurve } from "../curves.tsx";
import { positionsOf, toChart, type Drawn, type Quantity } from "./loss-data.ts";
import type { Mark } from "./loss-frame.ts";
import { namedBelow } from "./named-below.ts";

interface Props {
  readonly drawn: readonly Drawn[];
  readonly marks: readonly Mark[];
  readonly axis: Axis;
  readonly yAxis: YAxisRange;
  readonly quantity: Quantity;
}

/** The chart at the size of its parent. Until its first drawing, `waiting` is shown. */
export function ErrorPlot({ waiting, ...props }: Props & { readonly waiting: ReactNode }) {
  const chart = useSteadily(chartOf(props));
  if (!chart) return waiting;
  // Inert, because recharts uses React portals, and Chromium lets Tab stop at SVG elements with React listeners.
  return (
    <CurvesContext value={curvesOf({ ...props, quantity: chart.quantity, axis: chart.axis })}>
      <div className="plot-frame" inert>
        <Filling chart={chart} />
      </div>
    </CurvesContext>
  );
}

/** The same chart at a fixed size, for a file. */
export function SavedErrorPlot({ width, height, ...props }: Props & { width: number; height: number }) {
  return (
    <CurvesContext value={curvesOf(props)}>{drawChart(chartOf(props), { width, height })}</CurvesContext>
  );
}

const Filling = memo(({ chart }: { readonly chart: Chart }) => (
  <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 460, height: 240 }}>
    {drawChart(chart)}
  </ResponsiveContainer>
));

/** The parts of the drawing that rarely change. */
interface Chart extends Pick<Props, "axis" | "yAxis" | "quantity"> {
  readonly lines: readonly Mark[];
  readonly names: readonly Name[];
}

const chartOf = ({ drawn, marks, axis, yAxis, quantity }: Props): Chart => ({
  axis,
  yAxis,
  quantity,
  lines: marks.filter(({ dot }) => dot === undefined),
  names: namesOf(drawn, quantity, axis),
});

function drawChart(
  { lines, names, axis, yAxis, quantity }: Chart,
  size: Partial<Record<"width" | "height", number>> = {},
) {
  const below = namedBelow(lines, quantity, yAxis);
  return (
    <ComposedChart data={NO_ROWS} margin={MARGIN_WITH_NAMES} accessibilityLayer={false} {...size}>
      {drawAxes(axis, yAxis, { isLog: quantity === "error", formatTick })}
      {/* Horizontal marks come last, so that vertical lines do not cross their names. */}
      {lines
        .toSorted((a, b) => Number(a.y !== undefined) - Number(b.y !== undefined))
        .map((line) => markOf(line, below.has(line)))}
      <Curves />
      {names.map(nameOf)}
    </ComposedChart>
  );
}

/** recharts needs rows for the chart itself, although the curves have values of their own. */
const NO_ROWS: readonly object[] = [];

/** From back to front: bands, thin lines, thick lines, dots. */
function curvesOf({ drawn, marks, quantity, axis }: Props): DrawnCurve[] {
  const isError = quantity === "error";
  const all = drawn.map(({ key, id, pin, curve, psnrAtOne }) => {
    const xs = positionsOf(curve, axis.xUnit);
    const { colour, width, dash } = LINE_STYLES[id];
    const curveOf = (
      name: string,
      samples: readonly Sample[],
      look: Omit<DrawnCurve, "key" | "xs" | "ys" | "colour">,
    ): DrawnCurve => ({
      key: `${key} ${name}`,
      xs,
      ys: samples.map((sample) => toChart(quantity, psnrAtOne, sample)),
      colour,
      ...look,
    });
    const { recovery, train, validation, low, high, bySeed = [] } = curve;
    return {
      bands:
        low && high
          ? [
              curveOf("band", high, {
                lows: low.map((sample) => toChart(quantity, psnrAtOne, sample)),
                opacity: pin ? 0.08 : 0.18,
              }),
            ]
          : [],
      thin: [
        ...bySeed.map((seed, b) => curveOf(`seed ${b}`, seed, { width: 1, opacity: 0.55 })),
        ...(isError && !low
          ? [curveOf("train", train, { width: pin ? 0.75 : 1, opacity: pin ? 0.3 : 0.75 })]
          : []),
        ...(isError && validation
          ? [
              curveOf("validation", validation, {
                width: pin ? 0.75 : 1.25,
                opacity: pin ? 0.3 : 1,
                dash: "9 3 2 3",
              }),
            ]
          : []),
      ],
      thick: pin
        ? curveOf("recovery", recovery, { width: 1.5, opacity: 0.45 })
        : curveOf("recovery", recovery, { width, dash, term: id }),
    };
  });
  return [
    ...all.flatMap(({ bands }) => bands),
    ...all.flatMap(({ thin }) => thin),
    ...all.map(({ thick }) => thick),
    ...marks.flatMap(dotOf),
  ];
}

/** A line or a range across the chart, with its name. */
function markOf({ name, dash = "3 3", isAtStart, x, untilX, y }: Mark, isNamedBelow: boolean) {
  if (y !== undefined && Number.isNaN(y)) return null;
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
        position:
          x !== undefined ? "top" : `inside${isNamedBelow ? "Top" : "Bottom"}${isAtStart ? "Left" : "Right"}`,
      }}
    />
  );
}

/** The name of a pinned run, at the end of its curve. */
interface Name {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /**
   * Whether the curve ends in the left half of the chart. There a name to the left of its end would be cut off.
   */
  readonly isLeft: boolean;
}

/**
 * A pinned run is named once, at its first curve. For an arm of a comparison, the word “pinned” is left out.
 */
function namesOf(drawn: readonly Drawn[], quantity: Quantity, { xUnit, fraction }: Axis): Name[] {
  return drawn.flatMap(({ pin, curve, psnrAtOne }, i): Name[] => {
    if (!pin?.name || pin === drawn[i - 1]?.pin) return [];
    const heights = curve.recovery.map((sample) => toChart(quantity, psnrAtOne, sample));
    const last = heights.findLastIndex(Number.isFinite);
    if (last < 0) return [];
    const name = isArmPin(pin) ? pin.name : `pinned: ${pin.name}`;
    const x = positionsOf(curve, xUnit)[last] as number;
    return [{ name, x, y: heights[last] as number, isLeft: fraction(x) < 0.5 }];
  });
}

const nameOf = ({ name, x, y, isLeft }: Name) => (
  <ReferenceDot
    key={`${name} ${x} ${y}`}
    x={x}
    y={y}
    r={0}
    label={{ ...LABEL, value: name, position: isLeft ? "insideBottomLeft" : "insideBottomRight" }}
  />
);

/** A dot with a rim, so that it stands out from its line. */
function dotOf({ dot, x, y }: Mark): DrawnCurve[] {
  if (!dot || x === undefined || y === undefined || Number.isNaN(y)) return [];
  const at = { xs: [x], ys: [y] };
  return [
    { key: `${dot} rim`, ...at, colour: "var(--panel)", dots: 5 },
    { key: `${dot} best`, ...at, colour: LINE_STYLES[dot].colour, dots: 4 },
  ];
}
