/** Draws curves as SVG paths on any scales. A point whose y is not finite is a gap. */
import type { Chart, Mark, PlotCurve } from "./chart.ts";

export type Point = readonly [x: number, y: number];

/** A chart's plot area and its scales, in pixels. */
export interface Scales {
  readonly plot: Readonly<Record<"x" | "y" | "width" | "height", number>>;
  readonly across: (x: number) => number;
  readonly down: (y: number) => number;
}

type Props = Omit<Scales, "plot"> & { readonly curves: readonly PlotCurve[] };

/** Draws a chart's curves, and the dots of its marks, on the scales of its axes. */
export const drawCurves =
  ({ curves, marks = [] }: Pick<Chart, "curves" | "marks">) =>
  ({ plot: { x, y, width, height }, ...scales }: Scales) => {
    const drawn = { curves: [...curves, ...marks.flatMap(dotOf)], ...scales };
    const isInside = ([px, py]: Point): boolean =>
      Math.abs(px - x - width / 2) < width / 2 + 0.5 && Math.abs(py - y - height / 2) < height / 2 + 0.5;
    return (
      <>
        <svg {...{ x, y, width, height }} viewBox={`${x} ${y} ${width} ${height}`}>
          <Lines {...drawn} />
        </svg>
        <Dots {...drawn} isInside={isInside} />
      </>
    );
  };

/** A dot with a rim, so that it stands out from its line. The dot of the next step takes its elements. */
function dotOf({ dot, x, y }: Mark, index: number): PlotCurve[] {
  if (!dot || x === undefined || y === undefined || !Number.isFinite(y)) return [];
  const at = { xs: [x], ys: [y] };
  return [
    { key: `rim ${index}`, ...at, look: { colour: "var(--panel)", width: 0 }, dots: 5 },
    { key: `dot ${index}`, ...at, look: { colour: dot, width: 0 }, dots: 4 },
  ];
}

/** From back to front: bands, thin lines, thick lines. A curve without a width has only dots. */
export function Lines({ curves, across, down }: Props) {
  const lines = curves.filter(({ look }) => look.width > 0);
  const all = lines.map(({ key, look, term, isPinned, isFlash, xs, ys, low, high, thin = [] }) => {
    const places = xs.map(across);
    const points = (heights: readonly number[]): Point[] =>
      places.flatMap((x, i): Point[] => (Number.isFinite(x) ? [[x, down(heights[i] ?? NaN)]] : []));
    return {
      band: low && high && (
        <path
          key={`${key} band`}
          fill={look.colour}
          stroke="none"
          opacity={isPinned ? 0.08 : 0.18}
          d={bandPath(points(high), points(low))}
        />
      ),
      thin: thin.map((line) => <Line key={`${key} ${line.key}`} look={line.look} points={points(line.ys)} />),
      thick: (
        <Line
          key={key}
          look={look}
          term={isPinned ? undefined : term}
          points={points(ys)}
          isFlash={isFlash}
        />
      ),
    };
  });
  return (
    <g fill="none">
      {all.map(({ band }) => band)}
      {all.map(({ thin }) => thin)}
      {all.map(({ thick }) => thick)}
    </g>
  );
}

function Line({
  look: { colour, width, dash, opacity },
  term,
  points,
  isFlash,
}: {
  readonly look: PlotCurve["look"];
  readonly term?: string | undefined;
  readonly points: readonly Point[];
  readonly isFlash?: boolean | undefined;
}) {
  const lone = points.filter((_, i) => !isDrawn(points[i - 1]) && !isDrawn(points[i + 1]));
  return (
    <g className={isFlash ? "lights-up" : undefined} stroke={colour} strokeWidth={width} opacity={opacity}>
      <path className="curve" data-term={term} strokeDasharray={dash} d={linePath(points)} />
      {lone.some(isDrawn) && <path strokeLinecap="round" d={dotsPath(lone)} />}
    </g>
  );
}

export const linePath = (points: readonly Point[]): string =>
  points
    .map((point, i) => (isDrawn(point) ? `${isDrawn(points[i - 1]) ? "L" : "M"}${text(point)}` : ""))
    .join("");

/** Lines of length zero, which round caps turn into dots. */
export const dotsPath = (points: readonly Point[]): string =>
  points.map((point) => (isDrawn(point) ? `M${text(point)}h0` : "")).join("");

/** One closed shape for each part without a gap. `lows` has the same x values. */
export function bandPath(highs: readonly Point[], lows: readonly Point[]): string {
  const parts: { readonly there: string[]; readonly back: string[] }[] = [];
  let isOpen = false;
  highs.forEach((high, i) => {
    const low = lows[i];
    const both = isDrawn(high) && isDrawn(low);
    if (both && !isOpen) parts.push({ there: [], back: [] });
    isOpen = both;
    if (!both) return;
    parts.at(-1)?.there.push(text(high));
    parts.at(-1)?.back.unshift(text(low));
  });
  return parts.map(({ there, back }) => `M${[...there, ...back].join("L")}Z`).join("");
}

const isDrawn = (point: Point | undefined): point is Point =>
  point !== undefined && Number.isFinite(point[1]);

/** Browsers reject paths with very large numbers, which diverged runs have. */
const FAR = 1e5;

const text = ([x, y]: Point): string => `${x.toFixed(2)},${Math.min(FAR, Math.max(-FAR, y)).toFixed(2)}`;

const hole = (dots: number) => ({ stroke: "var(--panel)", radius: dots - 1.25 });

/** Dots at the points of curves, except outside of the plot. A dot on an edge of the plot is drawn whole. */
export function Dots({
  curves,
  across,
  down,
  isInside,
}: Props & { readonly isInside: (at: Point) => boolean }) {
  return curves.map(
    ({ key, xs, ys, look, dots, isHollow, isFlash }) =>
      dots && (
        <g key={key} className={isFlash ? "lights-up" : undefined} strokeLinecap="round">
          {[{ stroke: look.colour, radius: dots }, ...(isHollow ? [hole(dots)] : [])].map(
            ({ stroke, radius }) => (
              <path
                key={radius}
                stroke={stroke}
                strokeWidth={2 * radius}
                d={dotsPath(xs.map((x, i): Point => [across(x), down(ys[i] ?? NaN)]).filter(isInside))}
              />
            ),
          )}
        </g>
      ),
  );
}
