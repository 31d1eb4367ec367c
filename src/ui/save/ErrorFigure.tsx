/** The error chart to save: the whole run, over the axis that the user chooses here. */
import { useMemo, useState } from "react";
import { DEFAULT_SEED_STYLE } from "../../store/run/curves.ts";
import { shortName } from "../../store/run/headline.ts";
import type { LoadedRun } from "../../store/state.ts";
import { SavedErrorPlot } from "../charts/loss/ErrorPlot.tsx";
import { drawnCurves, type Quantity } from "../charts/loss/loss-data.ts";
import { lossFrame } from "../charts/loss/loss-frame.ts";
import { noteOf } from "../charts/loss/LossPanel.tsx";
import { XUnitSelect } from "../charts/axes/XUnitSelect.tsx";
import type { XUnit } from "../charts/axes/x-axis.ts";
import { useActions, usePlayground, useRunData } from "../parts/context.ts";
import { LINE_STYLES } from "../parts/networks.ts";
import { ACROSS, Figure } from "./Figure.tsx";

export function ErrorFigure({ run }: { readonly run: LoadedRun }) {
  const { data, state } = useRunData();
  const pins = usePlayground(({ pins: all }) => all);
  const { link } = useActions();
  const [wanted, setWanted] = useState<Quantity>("error");
  const [xUnit, setXUnit] = useState<XUnit>("steps");
  const quantity = run.psnrAtOne === undefined ? "error" : wanted;
  const { models, step, version } = state;
  const drawn = useMemo(
    () => drawnCurves(data, run, pins, xUnit, undefined, DEFAULT_SEED_STYLE),
    // oxlint-disable-next-line react/exhaustive-deps -- `data` is filled in place, and `version` changes with it
    [data, run, pins, xUnit, version],
  );
  const shown = { run, networks: models, pins, step, drawn, quantity, xUnit, zoom: undefined };
  const { axis, marks, yAxis } = lossFrame(shown);
  const ghosts = pins.length > 0 ? " Fainter curves: pinned runs." : "";
  return (
    <Figure
      title={quantity === "error" ? "Error" : "Quality of the hidden pixels, PSNR in dB"}
      file={`${quantity === "error" ? "errors" : "psnr"}-over-${xUnit}`}
      note={`${noteOf(run, quantity, xUnit, DEFAULT_SEED_STYLE)}${ghosts}`}
      link={link()}
      legend={run.models.map(({ id }) => ({ ...LINE_STYLES[id], name: shortName(id) }))}
      across={ACROSS[xUnit]}
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
          <XUnitSelect label="Horizontal axis of the saved chart" xUnit={xUnit} onChoose={setXUnit} />
        </>
      }
    >
      {(size) => (
        <SavedErrorPlot {...size} drawn={drawn} marks={marks} axis={axis} yAxis={yAxis} quantity={quantity} />
      )}
    </Figure>
  );
}
