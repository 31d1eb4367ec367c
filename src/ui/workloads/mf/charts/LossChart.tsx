/** The live error chart. Its library loads once there is a curve to draw, so that the training code comes first. */
import { useMemo } from "react";
import type { SeedStyle } from "../../../../store/run/curves.ts";
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { usePlayground, useRunData } from "../../../parts/context.ts";
import type { XUnit } from "../../../charts/axes.ts";
import { useDrawnPins } from "./MatrixPins.tsx";
import { Plot } from "../../../charts/Plot.tsx";
import { PlotTools, useZoom } from "../../../charts/PlotTools.tsx";
import { useFramed } from "../../../charts/use-framed.ts";
import { errorChart, type Quantity } from "./error-chart.ts";

interface Props {
  readonly run: LoadedRun;
  readonly quantity: Quantity;
  readonly unit: XUnit;
  readonly style: SeedStyle;
  /** The plot alone, without its tools. */
  readonly bare?: boolean;
}

export function LossChart({ run, quantity, unit, style, bare = false }: Props) {
  const { data, state } = useRunData();
  const pins = useDrawnPins(run);
  const lookingAt = usePlayground((state_) => state_.lookingAt);
  const isFramed = useFramed();
  const zoom = useZoom(run, unit);
  const { models, version, step } = state;
  const chart = useMemo(
    () => errorChart({ data, run, models, pins, step, quantity, unit, zoom: zoom.range, style }),
    // oxlint-disable-next-line react/exhaustive-deps -- `data` is filled in place, and `version` changes with it
    [data, run, models, pins, step, quantity, unit, zoom.range, style, version],
  );
  const shown = unit === "steps" ? lookingAt : undefined;
  return (
    <>
      <Plot label="Error" chart={chart} zoom={zoom} shown={shown} isFramed={isFramed} />
      {!bare && (
        <div className="chart-tools">
          <PlotTools
            caption={quantity === "error" ? "Errors by step" : "PSNR of the hidden pixels, dB, by step"}
            chart={chart}
            zoom={zoom}
            shown={shown}
          />
        </div>
      )}
    </>
  );
}
