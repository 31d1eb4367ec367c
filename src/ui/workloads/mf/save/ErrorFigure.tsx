/** The error chart to save: the whole run, over the axis that the user chooses here. */
import { useState } from "react";
import { DEFAULT_SEED_STYLE } from "../../../../store/run/curves.ts";
import { errorTable } from "../../../../store/files/error-table.ts";
import type { LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import type { XUnit } from "../../../charts/axes.ts";
import { errorChart, type Quantity } from "../charts/error-chart.ts";
import { noteOf, UNITS } from "../charts/LossPanel.tsx";
import { XUnitSelect } from "../../../charts/PlotTools.tsx";
import { useActions, usePlayground, useRunData } from "../../../parts/context.ts";
import { Figure } from "../../../save/Figure.tsx";

export function ErrorFigure({ run }: { readonly run: LoadedRun }) {
  const { data, state } = useRunData();
  const pins = usePlayground(({ pins: all }) => all);
  const { link } = useActions();
  const [wanted, setWanted] = useState<Quantity>("error");
  const [unit, setUnit] = useState<XUnit>("steps");
  const quantity = run.psnrAtOne === undefined ? "error" : wanted;
  const { models, step } = state;
  const ghosts = pins.length > 0 ? " Fainter curves: pinned runs." : "";
  return (
    <Figure
      title={quantity === "error" ? "Error" : "Quality of the hidden pixels, PSNR in dB"}
      table="errors"
      rows={() => errorTable(run, data, pins)}
      file={`${quantity === "error" ? "errors" : "psnr"}-over-${unit}`}
      note={`${noteOf(run, quantity, unit, DEFAULT_SEED_STYLE)}${ghosts}`}
      link={link()}
      chart={errorChart({ data, run, models, pins, step, quantity, unit, style: DEFAULT_SEED_STYLE })}
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
          <XUnitSelect
            label="Horizontal axis of the saved chart"
            units={UNITS}
            unit={unit}
            onChoose={setUnit}
          />
        </>
      }
    />
  );
}
