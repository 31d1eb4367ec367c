/** A chart with its axes, and its crosshair. It loads with the library of the charts. */
import type { ReactNode } from "react";
import type { Chart, Zoom } from "./chart.ts";
import { Crosshair } from "./Crosshair.tsx";
import { Frame } from "./Frame.tsx";

interface Props {
  readonly label: string;
  readonly chart: Chart;
  readonly zoom: Zoom | undefined;
  readonly shown: number | undefined;
  /** Shown until the first drawing. */
  readonly waiting: ReactNode;
}

export function Framed({ label, chart, zoom, shown, waiting }: Props) {
  return (
    <>
      {/* Inert, because recharts uses React portals, and Chromium lets Tab stop at SVG elements with React listeners. */}
      <div className="plot-frame" inert>
        <Frame chart={chart} waiting={waiting} />
      </div>
      {chart.curves.some(({ name }) => name) && (
        <Crosshair label={label} chart={chart} zoom={zoom} shown={shown} />
      )}
    </>
  );
}
