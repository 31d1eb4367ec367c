/** Curves and marks of the loss chart over its plot area. */
import { useRef } from "react";
import { useSize } from "../use-size.ts";
import { curvePoints, CurvePaths } from "./CurvePaths.tsx";
import type { Drawn, Quantity } from "./loss-data.ts";
import type { YAxisRange } from "./loss-frame.ts";
import { Marks, type Mark } from "./Marks.tsx";
import type { XAxis } from "./x-axis.ts";

interface Props {
  readonly drawn: readonly Drawn[];
  readonly marks: readonly Mark[];
  readonly axis: XAxis;
  readonly heights: YAxisRange;
  readonly quantity: Quantity;
  readonly label: string;
}

export function Curves({ drawn, marks, axis, heights, quantity, label }: Props) {
  const layer = useRef<HTMLDivElement>(null);
  const size = useSize(layer);
  const area = { x: 0, y: 0, width: size?.width ?? 0, height: size?.height ?? 0 };
  const curves = drawn.map((one) => curvePoints(one, quantity, axis, heights, area));
  return (
    <div ref={layer} className="plot-area">
      <svg className="curves" role="img" aria-label={label}>
        {area.width > 0 && area.height > 0 && (
          <Marks marks={marks} axis={axis} heights={heights} area={area} curves={curves}>
            <CurvePaths curves={curves} />
          </Marks>
        )}
      </svg>
    </div>
  );
}
