/**
 * The curves of a chart whose axes and marks recharts draws. The curves are plain paths on the scales of
 * recharts. They arrive through a context, so an update redraws only the paths and not the chart around them.
 */
import { createContext, useContext } from "react";
import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from "recharts";
import { bandPath, dotsPath, linePath, type Point } from "./curve-paths.ts";

/** A line, a band or dots, in the units of the axes. */
export interface DrawnCurve {
  readonly key: string;
  readonly xs: readonly number[];
  /** NaN is a gap. */
  readonly ys: readonly number[];
  /** The lower edge of a band whose upper edge is `ys`. */
  readonly lows?: readonly number[];
  readonly colour: string;
  readonly opacity?: number;
  /** Width of the line. Without it, only the band or the dots are drawn. */
  readonly width?: number;
  readonly dash?: string | undefined;
  /** Radius of a dot at each point. */
  readonly dots?: number;
  /** The network's term. Texts use it to highlight this line. */
  readonly term?: string | undefined;
}

export const CurvesContext = createContext<readonly DrawnCurve[]>([]);

/**
 * Draws the context's curves inside a ComposedChart. Lines and bands are cut off at the edges of the plot. A
 * dot on an edge is drawn whole.
 */
export function Curves() {
  const curves = useContext(CurvesContext);
  const plot = usePlotArea();
  const across = useXAxisScale();
  const down = useYAxisScale();
  if (!plot || !across || !down) return null;
  const { x, y, width, height } = plot;
  const pointsOf = (xs: readonly number[], ys: readonly number[]): Point[] =>
    xs.flatMap((at, i): Point[] => {
      const point = [across(at) ?? NaN, down(ys[i]) ?? NaN] as const;
      return Number.isFinite(point[0]) ? [point] : [];
    });
  const isInside = ([px, py]: Point): boolean =>
    Math.abs(px - x - width / 2) < width / 2 + 0.5 && Math.abs(py - y - height / 2) < height / 2 + 0.5;
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.line}>
      <svg {...{ x, y, width, height }} viewBox={`${x} ${y} ${width} ${height}`}>
        {curves.map(({ key, xs, ys, lows, colour, opacity, width: lineWidth, dash, term }) => {
          const points = pointsOf(xs, ys);
          return (
            <g key={key} fill="none" stroke={colour} opacity={opacity}>
              {lows && <path stroke="none" fill={colour} d={bandPath(points, pointsOf(xs, lows))} />}
              {lineWidth && (
                <path
                  className="curve"
                  data-term={term}
                  strokeWidth={lineWidth}
                  strokeDasharray={dash}
                  d={linePath(points)}
                />
              )}
            </g>
          );
        })}
      </svg>
      {curves.map(
        ({ key, xs, ys, colour, dots }) =>
          dots && (
            <path
              key={key}
              stroke={colour}
              strokeWidth={2 * dots}
              strokeLinecap="round"
              d={dotsPath(pointsOf(xs, ys).filter(isInside))}
            />
          ),
      )}
    </ZIndexLayer>
  );
}
