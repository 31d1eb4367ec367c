/** Curves as SVG paths: recovery error strong, train error faint, pinned runs as ghosts behind the present one. */
import type { Sample } from "../../store/curves.ts";
import { LOOKS } from "../networks.ts";
import type { YAxisRange } from "./loss-frame.ts";
import { toChart, type Drawn, type Quantity } from "./loss-data.ts";
import type { XAxis } from "./x-axis.ts";

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Points = readonly (readonly [x: number, y: number])[];

/** A curve in pixels; a gap is a point that is no number. */
export interface CurvePixels {
  readonly drawn: Drawn;
  readonly recovery: Points;
  readonly train: Points;
  readonly validation: Points;
  readonly low: Points;
  readonly high: Points;
  readonly bySeed: readonly Points[];
}

export function curvePoints(
  drawn: Drawn,
  quantity: Quantity,
  axis: XAxis,
  heights: YAxisRange,
  area: Area,
): CurvePixels {
  const { curve, psnrAtOne, xOf } = drawn;
  const across = curve.steps.map((step) => area.x + area.width * axis.share(xOf(axis.over, step)));
  const points = (samples: readonly Sample[] = []): Points =>
    samples.map((sample, i) => [
      across[i] as number,
      area.y + area.height * heights.share(toChart(quantity, psnrAtOne, sample)),
    ]);
  return {
    drawn,
    recovery: points(curve.recovery),
    train: quantity === "error" && !curve.low ? points(curve.train) : [],
    validation: quantity === "error" ? points(curve.validation) : [],
    low: points(curve.low),
    high: points(curve.high),
    bySeed: (curve.bySeed ?? []).map(points),
  };
}

export function CurvePaths({ curves }: { readonly curves: readonly CurvePixels[] }) {
  return (
    <>
      {curves.map(({ drawn, low, high }) => (
        <path
          key={drawn.key}
          d={band(low, high)}
          fill={LOOKS[drawn.id].colour}
          fillOpacity={drawn.pin ? 0.08 : 0.18}
        />
      ))}
      {curves.map(({ drawn, bySeed }) => (
        <path
          key={drawn.key}
          className="each-seed"
          d={bySeed.map(path).join("")}
          fill="none"
          stroke={LOOKS[drawn.id].colour}
          strokeWidth={1}
          strokeOpacity={0.55}
        />
      ))}
      {curves.map(({ drawn, train }) => (
        <path
          key={drawn.key}
          d={path(train)}
          fill="none"
          stroke={LOOKS[drawn.id].colour}
          strokeWidth={drawn.pin ? 0.75 : 1.25}
          strokeOpacity={drawn.pin ? 0.3 : 1}
          strokeDasharray="2 3"
        />
      ))}
      {curves.map(({ drawn, validation }) => (
        <path
          key={drawn.key}
          className="validation"
          d={path(validation)}
          fill="none"
          stroke={LOOKS[drawn.id].colour}
          strokeWidth={drawn.pin ? 0.75 : 1.25}
          strokeOpacity={drawn.pin ? 0.3 : 1}
          strokeDasharray="9 3 2 3"
        />
      ))}
      {curves.map(({ drawn, recovery }) => (
        <path
          key={drawn.key}
          data-term={drawn.pin ? undefined : drawn.id}
          d={path(recovery)}
          fill="none"
          stroke={LOOKS[drawn.id].colour}
          strokeWidth={drawn.pin ? 1.5 : LOOKS[drawn.id].width}
          strokeOpacity={drawn.pin ? 0.45 : 1}
          strokeDasharray={LOOKS[drawn.id].dash}
        />
      ))}
    </>
  );
}

/** Moves over what is no number, so that gaps stay gaps. */
function path(points: Points): string {
  let isDown = false;
  let d = "";
  for (const [x, y] of points) {
    const isPoint = Number.isFinite(x) && Number.isFinite(y);
    if (isPoint) d += `${isDown ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    isDown = isPoint;
  }
  return d;
}

function band(low: Points, high: Points): string {
  const isPoint = ([x, y]: Points[number]): boolean => Number.isFinite(x) && Number.isFinite(y);
  const edge = [...low.filter(isPoint), ...high.filter(isPoint).toReversed()];
  return edge.length > 2 ? `${path(edge)}Z` : "";
}
