/**
 * The live error chart, updated at most ten times a second. Its library loads once there is a curve to draw, so
 * that the training code comes first.
 */
import { useMemo, useState } from "react";
import type { SeedStyle } from "../../../store/run/curves.ts";
import type { LoadedRun } from "../../../store/state.ts";
import { useRunData } from "../../parts/context.ts";
import { lazily, Loading } from "../../parts/lazily.tsx";
import { Crosshair } from "./Crosshair.tsx";
import { drawnCurves, type Quantity } from "./loss-data.ts";
import { lossFrame } from "./loss-frame.ts";
import { LossTable } from "./LossTable.tsx";
import { FirstCurves } from "./FirstCurves.tsx";
import { useDrawnPins } from "../pins/use-drawn-pins.ts";
import { useFramed } from "../use-framed.ts";
import { ZoomButtons } from "./ZoomButtons.tsx";
import type { XUnit, Range } from "../axes/x-axis.ts";

const ErrorPlot = lazily(async () => (await import("./ErrorPlot.tsx")).ErrorPlot);

interface Props {
  readonly run: LoadedRun;
  readonly quantity: Quantity;
  readonly xUnit: XUnit;
  readonly seedStyle: SeedStyle;
  /** The plot alone, without its tools. */
  readonly bare?: boolean;
}

export function LossChart({ run, quantity, xUnit, seedStyle, bare = false }: Props) {
  const { data, state } = useRunData();
  const pins = useDrawnPins(run);
  const { models, version, step } = state;
  const [zoomed, setZoomed] = useState<{
    readonly run: LoadedRun;
    readonly xUnit: XUnit;
    readonly range: Range;
  }>();
  // Another run or another axis resets the zoom.
  const zoom = zoomed?.run === run && zoomed.xUnit === xUnit ? zoomed.range : undefined;
  const zoomTo = (range: Range | undefined): void => setZoomed(range && { run, xUnit, range });
  const drawn = useMemo(
    () => drawnCurves(data, run, pins, xUnit, zoom, seedStyle),
    // oxlint-disable-next-line react/exhaustive-deps -- `data` is filled in place, and `version` changes with it
    [data, run, pins, xUnit, zoom, seedStyle, version],
  );
  const isFramed = useFramed();
  const { axis, lastStep, marks, yAxis } = lossFrame({
    run,
    networks: models,
    pins,
    step,
    drawn,
    quantity,
    xUnit,
    zoom,
  });
  const first = <FirstCurves drawn={drawn} axis={axis} yAxis={yAxis} quantity={quantity} />;
  return (
    <>
      <figure className="plot" aria-label="Error">
        {isFramed ? (
          <Loading waiting={first}>
            <ErrorPlot {...{ drawn, marks, axis, yAxis, quantity }} waiting={first} />
          </Loading>
        ) : (
          first
        )}
        <Crosshair drawn={drawn} axis={axis} quantity={quantity} lastStep={lastStep} onZoom={zoomTo} />
      </figure>
      {!bare && (
        <div className="chart-tools">
          <LossTable drawn={drawn} axis={axis} quantity={quantity} lastStep={step} />
          <ZoomButtons axis={axis} isZoomed={zoom !== undefined} onZoom={zoomTo} />
        </div>
      )}
    </>
  );
}
