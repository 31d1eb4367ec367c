/** Buttons that zoom the chart. A drag over the chart with the mouse zooms it, too. */
import { usePlayground } from "../../parts/context.ts";
import { closer, formatX, type Range, type XAxis } from "../axes/x-axis.ts";

interface Props {
  readonly axis: XAxis;
  readonly isZoomed: boolean;
  readonly onZoom: (range: Range | undefined) => void;
}

export function ZoomButtons({ axis, isZoomed, onZoom }: Props) {
  const cursor = usePlayground((state) => state.cursor);
  const middle = axis.xUnit === "steps" && cursor !== undefined ? axis.fraction(cursor) : 0.5;
  return (
    <>
      <button
        type="button"
        title="Or drag over the chart to zoom in on a range"
        onClick={() => onZoom(closer(axis, middle))}
      >
        Zoom in
      </button>
      {isZoomed && (
        <>
          <button type="button" onClick={() => onZoom(undefined)}>
            Whole run
          </button>
          <span className="pin-about" role="status">
            Shown: {formatX(axis.xUnit, axis.domain[0])} to {formatX(axis.xUnit, axis.domain[1])}.
          </span>
        </>
      )}
    </>
  );
}
