/**
 * A chart drawn by recharts. A drawing of its grid, axes and marks takes recharts most of a frame, so they are redrawn
 * only when they change, and then in a frame of their own. What is drawn on its scales arrives as a function through a
 * context, and an update redraws nothing else.
 */
import {
  createContext,
  memo,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  type ReactNode,
} from "react";
import {
  CartesianGrid,
  ComposedChart,
  DefaultZIndexes,
  ReferenceArea,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  usePlotArea,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
  ZIndexLayer,
} from "recharts";
import { inOwnFrame } from "../../store/timing.ts";
import { useRem } from "../parts/rem.ts";
import { scaleOf, type Axis } from "./axes.ts";
import { AXIS, marginOf, type Chart, type Mark, type Zoom } from "./chart.ts";
import { withTicks, type TickedAxis } from "./ticks.ts";
import { Crosshair } from "./Crosshair.tsx";
import type { Scales } from "./lines.tsx";

interface Props {
  readonly chart: Chart;
  /** The size of a chart in a file. On the page, the chart has the size of its parent. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Shown until the first drawing. */
  readonly waiting?: ReactNode;
  /** Draws the curves. */
  readonly children: (on: Scales) => ReactNode;
}

/**
 * A chart on the page, with its crosshair. recharts draws in pixels and measures its parent, so the chart is enlarged as
 * a whole, like the page.
 */
export function Framed({
  waiting,
  children,
  ...props
}: Props & { readonly label: string; readonly zoom: Zoom | undefined; readonly shown: number | undefined }) {
  const rem = useRem();
  return (
    <>
      {/* Inert, because recharts uses React portals, and Chromium lets Tab stop at SVG elements with React listeners. */}
      <div className="plot-frame cover" inert style={{ zoom: rem }}>
        <Frame chart={props.chart} waiting={waiting}>
          {children}
        </Frame>
      </div>
      {props.chart.curves.some(({ name }) => name) && <Crosshair {...props} />}
    </>
  );
}

const DrawContext = createContext<Props["children"]>(() => null);

export function Frame({ chart, size, waiting = null, children }: Props) {
  const { x, y, marks = [] } = chart;
  const steady = useSteadily({
    x: withTicks(x),
    y: withTicks(y),
    margin: marginOf(marks),
    marks: marks.filter(({ dot }) => dot === undefined),
    names: endNames(chart),
  });
  return steady ? (
    <DrawContext value={children}>
      <Drawing steady={steady} size={size} />
    </DrawContext>
  ) : (
    waiting
  );
}

/** Everything except the curves, as plain data. */
interface Steady {
  readonly x: TickedAxis;
  readonly y: TickedAxis;
  readonly margin: ReturnType<typeof marginOf>;
  readonly marks: readonly Mark[];
  readonly names: readonly EndName[];
}

/** A value that is updated only if its JSON changes, and then in a frame of its own. Undefined before the first. */
function useSteadily<T>(value: T): T | undefined {
  const written = JSON.stringify(value);
  const latest = useRef(value);
  const [shown, show] = useState<T>();
  const follow = useCallback(() => show(latest.current), []);
  useEffect(() => {
    latest.current = value;
    inOwnFrame(follow);
    // oxlint-disable-next-line react/exhaustive-deps -- `written` changes exactly when the value does
  }, [written, follow]);
  return shown;
}

/** Size of the type of ticks and names. */
const TYPE = 13;
/** Names of marks. A halo keeps them readable where lines cross them, on the page and in a file. */
const LABEL = {
  fill: "var(--muted)",
  stroke: "var(--panel)",
  strokeWidth: 5,
  strokeLinejoin: "round",
  paintOrder: "stroke",
} as const;

const Drawing = memo(({ steady, size }: { readonly steady: Steady; readonly size: Props["size"] }) => {
  const { x, y, margin, marks, names } = steady;
  const tick = { fill: "var(--muted)", fontSize: TYPE };
  const label = { ...LABEL, fontSize: TYPE };
  const below = namedBelow(marks, y);
  const drawing = (
    <ComposedChart data={NO_ROWS} margin={margin} accessibilityLayer={false} {...size}>
      <CartesianGrid stroke="var(--grid)" vertical={false} />
      <XAxis dataKey="x" height={AXIS.height} tick={tick} {...axisProps(x)} />
      {/* Ticks at a height need no space beside each other. For an interval, recharts would lay out the page to measure them. */}
      <YAxis width={AXIS.width} interval={0} tick={tick} {...axisProps(y)} />
      {/* Horizontal marks come last, so that vertical lines do not cross their names. */}
      {marks
        .toSorted((a, b) => Number(a.y !== undefined) - Number(b.y !== undefined))
        .map((mark) => drawMark(mark, below.has(mark), label))}
      <Curves />
      <EndNames names={names} label={label} />
    </ComposedChart>
  );
  return size ? (
    drawing
  ) : (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 460, height: 240 }}>
      {drawing}
    </ResponsiveContainer>
  );
});

/** recharts needs rows, although the curves have values of their own. */
const NO_ROWS: readonly object[] = [];

const axisProps = ({ isLog, domain, ticks }: TickedAxis) => ({
  type: "number" as const,
  scale: isLog ? ("log" as const) : ("linear" as const),
  domain: [...domain],
  ticks: ticks.map(({ at }) => at),
  tickFormatter: (value: number) => ticks.find(({ at }) => at === value)?.text ?? "",
  stroke: "var(--muted)",
  allowDataOverflow: true,
});

function Curves() {
  const draw = useContext(DrawContext);
  const plot = usePlotArea();
  const [xScale, yScale] = [useXAxisScale(), useYAxisScale()];
  if (!plot || !xScale || !yScale) return null;
  const [across, down] = [(x: number) => xScale(x) ?? NaN, (y: number) => yScale(y) ?? NaN];
  return <ZIndexLayer zIndex={DefaultZIndexes.line}>{draw({ plot, across, down })}</ZIndexLayer>;
}

function EndNames({ names, label }: { readonly names: readonly EndName[]; readonly label: object }) {
  const { width = 0 } = usePlotArea() ?? {};
  return fittingNames(names, width).map(({ name, x, y, isLeft }) => (
    <ReferenceDot
      key={`${name} ${x} ${y}`}
      {...{ x, y }}
      r={0}
      label={{ ...label, value: name, position: isLeft ? "insideBottomLeft" : "insideBottomRight" }}
    />
  ));
}

/** Usual width of a character. */
const GLYPH = 0.55 * TYPE;

/** The names for which a plot of this width has room. A longer name would lie on the curves. The legend has all names. */
export const fittingNames = <T extends Pick<EndName, "name" | "room">>(
  names: readonly T[],
  width: number,
): T[] => names.filter(({ name, room }) => name.length * GLYPH <= (room * width) / 2);

/** A line or a range across the chart, with its name. */
function drawMark(
  { name, dash = "3 3", isAtStart, isPlain, x, untilX, y, untilY }: Mark,
  isNamedBelow: boolean,
  look: object,
) {
  if (y !== undefined && !Number.isFinite(y)) return null;
  const isHigh = untilY !== undefined;
  if (isHigh || untilX !== undefined)
    return (
      <ReferenceArea
        key={name}
        {...(isHigh ? { y1: y as number, y2: untilY } : { x1: x as number, x2: untilX as number })}
        fill="var(--muted)"
        fillOpacity={isHigh ? 0.2 : 0.1}
        label={{ ...look, value: name, position: isHigh ? "insideTopRight" : "top" }}
      />
    );
  return (
    <ReferenceLine
      key={`${name} ${x ?? y}`}
      {...(isPlain && { className: "step-mark" })}
      {...(x === undefined ? { y: y as number } : { x })}
      stroke="var(--muted)"
      strokeDasharray={dash}
      label={{
        ...look,
        value: name,
        // Names of steps stand above the plot, so that they cover no curve.
        position:
          x !== undefined ? "top" : `inside${isNamedBelow ? "Top" : "Bottom"}${isAtStart ? "Left" : "Right"}`,
      }}
    />
  );
}

interface EndName {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Whether the curve ends in the left half, where a name to the left of its end would be cut off. */
  readonly isLeft: boolean;
  /** The space for the name, as a fraction of the plot's width. */
  readonly room: number;
}

/** Names of curves that end close to each other share a line. */
function endNames({ curves, x: axis, y: { isLog, domain } }: Chart): EndName[] {
  const across = scaleOf(axis).at;
  const up = scaleOf({ domain, ...(isLog !== undefined && { isLog }) }).at;
  const names: EndName[] = [];
  const all = curves.flatMap(({ endName, xs, ys, thin = [] }) =>
    [{ endName, ys }, ...thin].map((line) => ({ name: line.endName, xs, ys: line.ys })),
  );
  for (const { name, xs, ys } of all) {
    if (!name) continue;
    const last = ys.findLastIndex(Number.isFinite);
    if (last < 0) continue;
    const end = { name, x: xs[last] as number, y: ys[last] as number };
    const near = names.findIndex(
      ({ x, y }) =>
        Math.abs(up(y) - up(end.y)) < NAME_HEIGHT / 2 && Math.abs(across(x) - across(end.x)) < 0.1,
    );
    const at = across(end.x);
    if (near < 0) names.push({ ...end, isLeft: at < 0.5, room: Math.max(at, 1 - at) });
    else if (!names[near]?.name.split(", ").includes(name))
      names[near] = { ...(names[near] as EndName), name: `${names[near]?.name}, ${name}` };
  }
  return names;
}

/** Height of a line's name, as a fraction of the lowest chart's axis. */
const NAME_HEIGHT = 0.12;

/** The horizontal lines whose names must stand below them, because another line is close above. */
export function namedBelow(marks: readonly Mark[], axis: Pick<Axis, "isLog" | "domain">): Set<Mark> {
  const up = scaleOf(axis).at;
  const heights = marks.flatMap(({ x, y = NaN }) => (x === undefined ? [up(y)] : []));
  return new Set(marks.filter(({ y = NaN }) => heights.some((to) => to > up(y) && to - up(y) < NAME_HEIGHT)));
}
