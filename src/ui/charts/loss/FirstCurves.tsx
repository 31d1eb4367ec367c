/** Draws plain curves until the chart library has loaded, so that they appear earlier on a first visit. */
import { LINE_STYLES } from "../../parts/networks.ts";
import { positionsOf, toChart, type Drawn, type Quantity } from "./loss-data.ts";
import type { YAxisRange } from "../axes/y-axis.ts";
import type { XAxis } from "../axes/x-axis.ts";

interface Props {
  readonly drawn: readonly Drawn[];
  readonly axis: XAxis;
  readonly yAxis: YAxisRange;
  readonly quantity: Quantity;
}

export function FirstCurves({ drawn, axis, yAxis: { domain }, quantity }: Props) {
  const scale = quantity === "error" ? Math.log : (value: number): number => value;
  const [low, high] = [scale(domain[0]), scale(domain[1])];
  return (
    <svg className="first-curves" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {drawn.map(({ key, id, pin, curve, psnrAtOne }) => {
        const points = positionsOf(curve, axis.xUnit).flatMap((x, i) => {
          const down = (high - scale(toChart(quantity, psnrAtOne, curve.recovery[i] ?? null))) / (high - low);
          const across = axis.fraction(x);
          return Number.isFinite(down) && Number.isFinite(across)
            ? [`${(100 * across).toFixed(2)} ${(100 * down).toFixed(2)}`]
            : [];
        });
        const { colour, width } = LINE_STYLES[id];
        return (
          <path
            key={key}
            data-term={pin ? undefined : id}
            style={{ stroke: colour }}
            strokeWidth={width}
            d={points.map((point, i) => `${i === 0 ? "M" : "L"}${point}`).join("")}
          />
        );
      })}
    </svg>
  );
}
