/**
 * The crosshair over a chart, with the values of every curve. The pointer or the arrow keys move it, and a drag with
 * the mouse zooms in on a range.
 */
import { useState, type KeyboardEvent, type PointerEvent } from "react";
import { formatCount } from "../../store/format.ts";
import { useRem } from "../parts/rem.ts";
import { LookSample } from "../parts/LineSample.tsx";
import { closer, rangeBetween, scaleOf, type Range } from "./axes.ts";
import { insideAxes, readAt, type Chart, type Zoom } from "./chart.ts";

interface Props {
  readonly label: string;
  readonly chart: Chart;
  readonly zoom: Zoom | undefined;
  readonly shown: number | undefined;
}

/**
 * Fractions of the chart's width: the crosshair's move by an arrow key, its move with Shift, and the shortest
 * drag that zooms.
 */
const NUDGE = 0.01;
const FAR = 0.1;
const SHORTEST_DRAG = 0.02;

export function Crosshair({ label, chart, zoom, shown }: Props) {
  const { x: axis } = chart;
  const scale = scaleOf(axis);
  const rem = useRem();
  const [own, setOwn] = useState<number>();
  const [drag, setDrag] = useState<Range>();
  const x = own ?? shown;
  const fraction = x === undefined ? NaN : scale.at(x);
  const isVisible = fraction >= 0 && fraction <= 1;

  const put = (to: number): void => {
    const at = scale.invert(Math.min(1, Math.max(0, to)));
    setOwn(axis.isWhole ? Math.round(at) : at);
  };
  const leave = (): void => {
    setDrag(undefined);
    setOwn(undefined);
  };
  const fractionOf = ({ clientX, currentTarget }: PointerEvent): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (clientX - left) / width));
  };
  const zoomIn = (): void => zoom?.to(closer(axis, isVisible ? fraction : 0.5));
  const zoomOut = (): void => zoom?.to(undefined);
  const release = (): void => {
    if (drag) {
      const [from, to] = [Math.min(...drag), Math.max(...drag)];
      if (to - from >= SHORTEST_DRAG) zoom?.to(rangeBetween(axis, from, to));
    }
    setDrag(undefined);
  };

  const press = (event: KeyboardEvent): void => {
    const now = isVisible ? fraction : 0;
    const least = axis.isWhole ? scale.at(axis.domain[0] + 1) : 0;
    const move = event.shiftKey ? FAR : Math.max(NUDGE, least);
    const act = {
      ArrowLeft: () => put(now - move),
      ArrowRight: () => put(now + move),
      Home: () => put(0),
      End: () => put(1),
      Escape: leave,
      "+": zoomIn,
      "=": zoomIn,
      "-": zoomOut,
      "0": zoomOut,
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  const read = x === undefined ? [] : readAt(chart, x);
  const hasSteps = read.some(({ step }) => step !== undefined && step !== x);
  const told = read.flatMap(({ curve, cells }) => (curve.isPinned ? [] : [`${curve.name} ${cells[0]}`]));
  return (
    <>
      <div className="plot-frame cover">
        <div
          className="crosshair"
          style={insideAxes(chart, rem)}
          role="slider"
          tabIndex={0}
          aria-label={`Crosshair of ${label}: arrow keys move it${zoom ? ", + and − zoom" : ""}`}
          aria-valuemin={axis.domain[0]}
          aria-valuemax={axis.domain[1]}
          aria-valuenow={x ?? axis.domain[0]}
          aria-valuetext={
            x === undefined ? "no position chosen" : `${chart.across.place(x)}: ${told.join(", ")}`
          }
          onKeyDown={press}
          onBlur={leave}
          onPointerDown={(event) => {
            if (!zoom || event.pointerType !== "mouse") return put(fractionOf(event));
            event.currentTarget.setPointerCapture(event.pointerId);
            setDrag([fractionOf(event), fractionOf(event)]);
          }}
          onPointerMove={(event) => {
            put(fractionOf(event));
            if (drag) setDrag([drag[0], fractionOf(event)]);
          }}
          onPointerUp={release}
          onPointerLeave={leave}
          onDoubleClick={zoomOut}
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
      </div>
      {/* While the page shows this position, its headline has the values, and no readout covers the chart. */}
      {isVisible && x !== undefined && x !== shown && (
        <table className={fraction > 0.5 ? "tooltip at-left" : "tooltip"}>
          <thead>
            <tr>
              <th scope="col">{chart.across.place(x)}</th>
              {hasSteps && <th scope="col">{chart.across.step}</th>}
              {chart.columns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {read.toReversed().map(({ curve, step, cells }) => (
              <tr key={curve.key} className={curve.isPinned ? "ghost" : ""}>
                <th scope="row" className="item">
                  <LookSample look={curve.look} />
                  {curve.name}
                </th>
                {hasSteps && <td>{step === undefined ? "–" : formatCount(step)}</td>}
                {cells.map((text, i) => (
                  <td key={chart.columns[i]}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
