/** The chart of errors to save: the whole run, over the axis that the user chooses here. */
import { useMemo, useState } from "react";
import { DEFAULT_SEED_STYLE } from "../../store/run/curves.ts";
import type { RunFacts } from "../../store/state.ts";
import { SavedErrorPlot } from "../charts/loss/ErrorPlot.tsx";
import { drawnCurves, type Quantity } from "../charts/loss/loss-data.ts";
import { lossFrame } from "../charts/loss/loss-frame.ts";
import { noteOf } from "../charts/loss/LossPanel.tsx";
import { OverSelect } from "../charts/OverSelect.tsx";
import type { Over } from "../charts/x-axis.ts";
import { usePlayground, useRunData } from "../parts/context.ts";
import { Figure } from "./Figure.tsx";

const ACROSS: Readonly<Record<Over, string>> = {
  steps: "Step",
  seconds: "Measured time on this device",
  flops: "Counted floating-point operations",
};

export function ErrorFigure({ run }: { readonly run: RunFacts }) {
  const { data, state } = useRunData();
  const pins = usePlayground(({ pins: all }) => all);
  const [wanted, setWanted] = useState<Quantity>("error");
  const [over, setOver] = useState<Over>("steps");
  const quantity = run.psnrAtOne === undefined ? "error" : wanted;
  const { networks, step, version } = state;
  const drawn = useMemo(
    () => drawnCurves(data, run, pins, over, undefined, DEFAULT_SEED_STYLE),
    // oxlint-disable-next-line react/exhaustive-deps -- `data` is filled in place; `version` says when
    [data, run, pins, over, version],
  );
  const shown = { run, networks, pins, step, drawn, quantity, over, zoom: undefined };
  const { axis, marks, heights } = lossFrame(shown);
  const ghosts = pins.length > 0 ? " Behind: pinned runs." : "";
  return (
    <Figure
      title={quantity === "error" ? "Error" : "Quality of the hidden pixels, PSNR in dB"}
      file={`${quantity === "error" ? "errors" : "psnr"}-over-${over}`}
      note={`${noteOf(run, quantity, over, DEFAULT_SEED_STYLE)}${ghosts}`}
      networks={run.networks.map(({ id }) => id)}
      across={ACROSS[over]}
      tools={
        <>
          {run.psnrAtOne !== undefined && (
            <select
              aria-label="Quantity of the saved chart"
              value={quantity}
              onChange={(event) => setWanted(event.target.value as Quantity)}
            >
              <option value="error">Error</option>
              <option value="psnr">PSNR (dB)</option>
            </select>
          )}
          <OverSelect label="Horizontal axis of the saved chart" over={over} onChoose={setOver} />
        </>
      }
    >
      {(size) => (
        <SavedErrorPlot
          {...size}
          drawn={drawn}
          marks={marks}
          axis={axis}
          heights={heights}
          quantity={quantity}
        />
      )}
    </Figure>
  );
}
