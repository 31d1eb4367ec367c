/** The live chart of errors: axes and frame by recharts, curves and marks as plain paths, at most ten times a second. */
import { useId, useMemo, useRef, useState } from "react";
import { CartesianGrid, ComposedChart, ResponsiveContainer, usePlotArea, XAxis, YAxis } from "recharts";
import type { SeedStyle } from "../../store/curves.ts";
import type { RunFacts } from "../../store/state.ts";
import { t } from "../../store/text.ts";
import { usePlayground, useSlowly } from "../context.ts";
import { Icon } from "../Icon.tsx";
import { SAVE_VIEW } from "../save/opened-run.ts";
import { openView } from "../views/open-view.ts";
import { formatTick } from "./axes.ts";
import { Crosshair } from "./Crosshair.tsx";
import { curvePoints, CurvePaths } from "./CurvePaths.tsx";
import { drawnCurves, type Drawn, type Quantity } from "./loss-data.ts";
import { lossFrame, type YAxisRange } from "./loss-frame.ts";
import { LossTable } from "./LossTable.tsx";
import { Marks, type Mark } from "./Marks.tsx";
import { PinButton, PinList } from "./PinList.tsx";
import { useUntabbableLayers } from "./untabbable-layers.ts";
import { ZoomButtons } from "./ZoomButtons.tsx";
import { formatX, type Over, type Range, type XAxis as Axis } from "./x-axis.ts";

interface Props {
  readonly run: RunFacts;
  readonly quantity: Quantity;
  readonly over: Over;
  readonly seedStyle: SeedStyle;
  /** The plot alone, without what one does with it. */
  readonly bare?: boolean;
}

/** The plot lies this far from the edges of the chart; the crosshair's layer has the same. */
const MARGIN = { top: 8, right: 12, bottom: 4, left: 0 };
const Y_AXIS = 52;
const X_AXIS = 30;
const TICK = { fill: "var(--muted)", fontSize: 12 };

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
      <div className="plot">
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 600, height: 260 }}>
          <ComposedChart data={FRAME} margin={MARGIN} accessibilityLayer={false}>
            <CartesianGrid stroke="var(--grid)" vertical={false} />
            <XAxis
              dataKey="x"
              type="number"
              scale={over === "steps" ? "linear" : "log"}
              domain={[...axis.domain]}
              ticks={[...axis.ticks]}
              tickFormatter={(x: number) => formatX(over, x)}
              tick={TICK}
              stroke="var(--muted)"
              height={X_AXIS}
              allowDataOverflow
            />
            <YAxis
              scale={quantity === "error" ? "log" : "linear"}
              type="number"
              domain={[...heights.domain]}
              ticks={[...heights.ticks]}
              tickFormatter={formatTick}
              tick={TICK}
              stroke="var(--muted)"
              width={Y_AXIS}
              allowDataOverflow
            />
            <Layer
              drawn={drawn}
              marks={marks}
              axis={axis}
              heights={heights}
              quantity={quantity}
              label={
                bare
                  ? t("Errors of every network")
                  : t("Errors of every network; the table below has the values")
              }
            />
          </ComposedChart>
        </ResponsiveContainer>
        <Crosshair drawn={drawn} axis={axis} quantity={quantity} lastStep={lastStep} onZoom={zoomTo} />
      </div>
      {!bare && (
        <>
          <div className="chart-tools">
            <ZoomButtons axis={axis} isZoomed={zoom !== undefined} onZoom={zoomTo} />
            <PinButton />
            <button type="button" aria-haspopup="dialog" onClick={() => openView(SAVE_VIEW)}>
              <Icon name="save" />
              {t("Save or open…")}
            </button>
          </div>
          <PinList run={run} />
          <LossTable drawn={drawn} axis={axis} quantity={quantity} lastStep={step} />
        </>
      )}
    </>
  );
}

/** recharts draws no axis for a chart without data. */
const FRAME = [{ x: 1 }, { x: 2 }];

interface LayerProps {
  readonly drawn: readonly Drawn[];
  readonly marks: readonly Mark[];
  readonly axis: Axis;
  readonly heights: YAxisRange;
  readonly quantity: Quantity;
  readonly label: string;
}

function Layer({ drawn, marks, axis, heights, quantity, label }: LayerProps) {
  const area = usePlotArea();
  const clip = useId();
  const group = useRef<SVGGElement>(null);
  useUntabbableLayers(group);
  if (!area || area.width <= 0 || area.height <= 0) return null;
  const curves = drawn.map((one) => curvePoints(one, quantity, axis, heights, area));
  return (
    <g ref={group} role="img" aria-label={label}>
      <clipPath id={clip}>
        <rect x={area.x} y={area.y} width={area.width} height={area.height} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        <Marks marks={marks} axis={axis} heights={heights} area={area} curves={curves}>
          <CurvePaths curves={curves} />
        </Marks>
      </g>
    </g>
  );
}
