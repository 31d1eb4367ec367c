/**
 * The crosshair over the error chart, with the values of every curve. The pointer or the arrow keys move it, and
 * a drag with the mouse zooms in on a range.
 */
import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useActions, usePlayground } from "../../parts/context.ts";
import { stepAt, type Drawn, type Quantity } from "./loss-data.ts";
import { LossReadout, tellValues } from "./LossReadout.tsx";
import { closer, rangeBetween, type Range, type XAxis } from "../axes/x-axis.ts";

interface Props {
  readonly drawn: readonly Drawn[];
  readonly axis: XAxis;
  readonly quantity: Quantity;
  readonly lastStep: number;
  readonly onZoom: (range: Range | undefined) => void;
}

/**
 * Fractions of the chart's width: the crosshair's move by an arrow key, its move with Shift, and the shortest
 * drag that zooms.
 */
const NUDGE = 0.01;
const FAR = 0.1;
const SHORTEST_DRAG = 0.02;

export function Crosshair({ drawn, axis, quantity, lastStep, onZoom }: Props) {
  const cursor = usePlayground((state) => state.cursor);
  /** While the user looks back at this step, the headline shows its errors, and no readout covers the chart. */
  const lookingAt = usePlayground((state) => state.lookingAt);
  const { pointAt } = useActions();
  /**
   * The crosshair's position on an axis other than steps, where one step of a slow network covers many steps
   * of a fast one.
   */
  const [place, setPlace] = useState<number>();
  const [drag, setDrag] = useState<Range>();
  const layer = useRef<HTMLDivElement>(null);
  const { xUnit } = axis;
  const x = cursor === undefined ? undefined : xUnit === "steps" ? cursor : place;
  const fraction = x === undefined ? undefined : axis.fraction(x);
  const isVisible = fraction !== undefined && fraction >= 0 && fraction <= 1;

  const put = (to: number): void => {
    const at = axis.at(Math.min(1, Math.max(0, to)));
    const leader = drawn.find(({ pin }) => pin === undefined);
    setPlace(at);
    if (xUnit === "steps") pointAt(Math.min(lastStep, Math.max(0, Math.round(at))));
    else if (leader) pointAt(stepAt((step) => leader.xOf(xUnit, step), at, leader.lastStep));
  };
  const leave = (): void => {
    setDrag(undefined);
    pointAt(undefined);
  };
  const shareOf = ({ clientX }: PointerEvent): number => {
    const box = layer.current?.getBoundingClientRect();
    return box ? (clientX - box.left) / box.width : 0;
  };
  const zoomIn = (): void => onZoom(closer(axis, isVisible ? fraction : 0.5));
  const release = (): void => {
    if (drag) {
      const [from, to] = [Math.min(...drag), Math.max(...drag)];
      if (to - from >= SHORTEST_DRAG) onZoom(rangeBetween(axis, from, to));
    }
    setDrag(undefined);
  };

  const press = (event: KeyboardEvent): void => {
    const now = isVisible ? fraction : 0;
    const least = xUnit === "steps" ? axis.fraction(1) - axis.fraction(0) : 0;
    const move = event.shiftKey ? FAR : Math.max(NUDGE, least);
    const act = {
      ArrowLeft: () => put(now - move),
      ArrowRight: () => put(now + move),
      Home: () => put(0),
      End: () => put(1),
      Escape: leave,
      "+": zoomIn,
      "=": zoomIn,
      "-": () => onZoom(undefined),
      "0": () => onZoom(undefined),
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  const told = x === undefined ? "no step chosen" : tellValues(drawn, quantity, xUnit, x);
  return (
    <>
      <div
        ref={layer}
        className="crosshair"
        role="slider"
        tabIndex={0}
        aria-label="Crosshair: arrow keys move it, + and − zoom"
        aria-valuemin={0}
        aria-valuemax={lastStep}
        aria-valuenow={cursor ?? 0}
        aria-valuetext={told}
        onKeyDown={press}
        onBlur={leave}
        onPointerDown={(event) => {
          if (event.pointerType !== "mouse") return put(shareOf(event));
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag([shareOf(event), shareOf(event)]);
        }}
        onPointerMove={(event) => {
          put(shareOf(event));
          if (drag) setDrag([drag[0], Math.min(1, Math.max(0, shareOf(event)))]);
        }}
        onPointerUp={release}
        onPointerLeave={leave}
        onDoubleClick={() => onZoom(undefined)}
      >
        {isVisible && <div className="crosshair-line" style={{ left: `${100 * fraction}%` }} />}
        {drag && (
          <div
            className="zoom-range"
            style={{
              left: `${100 * Math.min(...drag)}%`,
              width: `${100 * Math.abs(drag[1] - drag[0])}%`,
            }}
          />
        )}
      </div>
      {isVisible && x !== undefined && cursor !== lookingAt && (
        <LossReadout drawn={drawn} quantity={quantity} xUnit={xUnit} x={x} isLeft={fraction > 0.5} />
      )}
    </>
  );
}
