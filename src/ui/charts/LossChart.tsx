/**
 * The live chart of errors, at most ten times a second. Its library is loaded once there is a curve to draw, so that the code of
 * training comes first.
 */
import { useEffect, useMemo, useState } from "react";
import type { SeedStyle } from "../../store/curves.ts";
import type { PlaygroundState, RunFacts } from "../../store/state.ts";
import { usePlayground, useSlowly } from "../context.ts";
import { Icon } from "../Icon.tsx";
import { lazily, Loading } from "../lazily.tsx";
import { SAVE_VIEW } from "../save/opened-run.ts";
import { openView } from "../views/open-view.ts";
import { Crosshair } from "./Crosshair.tsx";
import { drawnCurves, type Quantity } from "./loss-data.ts";
import { lossFrame } from "./loss-frame.ts";
import { LossTable } from "./LossTable.tsx";
import { PinButton, PinList } from "./PinList.tsx";
import { ZoomButtons } from "./ZoomButtons.tsx";
import type { Over, Range } from "./x-axis.ts";

const ErrorPlot = lazily(async () => (await import("./ErrorPlot.tsx")).ErrorPlot);

interface Props {
  readonly run: RunFacts;
  readonly quantity: Quantity;
  readonly over: Over;
  readonly seedStyle: SeedStyle;
  /** The plot alone, without what one does with it. */
  readonly bare?: boolean;
}

export function LossChart({ run, quantity, over, seedStyle, bare = false }: Props) {
  const { data, state } = useSlowly();
  const pins = usePlayground(({ pins: all }) => all);
  const { networks, version, step } = state;
  const [zoomed, setZoomed] = useState<{
    readonly run: RunFacts;
    readonly over: Over;
    readonly range: Range;
  }>();
  // Another run or another axis is seen whole.
  const zoom = zoomed?.run === run && zoomed.over === over ? zoomed.range : undefined;
  const zoomTo = (range: Range | undefined): void => setZoomed(range && { run, over, range });
  const drawn = useMemo(
    () => drawnCurves(data, run, pins, over, zoom, seedStyle),
    // oxlint-disable-next-line react/exhaustive-deps -- `data` is filled in place; `version` says when
    [data, run, pins, over, zoom, seedStyle, version],
  );
  const isFramed = useFramed(state);
  const { axis, lastStep, marks, heights } = lossFrame({
    run,
    networks,
    pins,
    step,
    drawn,
    quantity,
    over,
    zoom,
  });
  return (
    <>
      <figure className="plot" aria-label="Error">
        {isFramed && (
          <Loading waiting={null}>
            <ErrorPlot drawn={drawn} marks={marks} axis={axis} heights={heights} quantity={quantity} />
          </Loading>
        )}
        <Crosshair drawn={drawn} axis={axis} quantity={quantity} lastStep={lastStep} onZoom={zoomTo} />
      </figure>
      {!bare && (
        <>
          <div className="chart-tools">
            <ZoomButtons axis={axis} isZoomed={zoom !== undefined} onZoom={zoomTo} />
            <PinButton />
            <button type="button" aria-haspopup="dialog" onClick={() => openView(SAVE_VIEW)}>
              <Icon name="save" />
              Save or open…
            </button>
          </div>
          <PinList run={run} />
          <LossTable drawn={drawn} axis={axis} quantity={quantity} lastStep={step} />
        </>
      )}
    </>
  );
}

/** A run that begins by itself is ready for a moment only. */
const READY_MS = 1000;

/** From the first curve on, or where a run waits to be started. */
function useFramed({ step, status }: PlaygroundState): boolean {
  const [isFramed, setFramed] = useState(false);
  const hasCurve = step > 0;
  useEffect(() => {
    if (!hasCurve && (status === "loading" || status === "running")) return undefined;
    const timer = setTimeout(() => setFramed(true), hasCurve ? 0 : READY_MS);
    return () => clearTimeout(timer);
  }, [hasCurve, status]);
  return isFramed;
}
