/** The sheet that saves a run of any workload or opens a saved one. */
import { useEffect, useState } from "react";
import { downloadText } from "../code/download.ts";
import { useActions, usePage, usePlayground, useCurves } from "../parts/context.ts";
import { FileButton } from "../parts/FileButton.tsx";
import { Sheet } from "../parts/Sheet.tsx";
import { forgetRefusal, openRun, useRefusal } from "./opened-run.ts";
import { curveTable } from "../../store/files/curve-table.ts";
import type { XUnit } from "../charts/axes.ts";
import { XUnitSwitch } from "../charts/PlotTools.tsx";
import { Figure } from "./Figure.tsx";
import { QuantitySelect } from "../charts/curves/CurvePanel.tsx";
import { useMetricChart } from "../charts/curves/metric-chart.ts";
import "../styles/panels/share.css";
import "../styles/panels/save.css";

export function SaveView() {
  const { Charts, Matrices } = usePage();
  const hasRun = usePlayground(({ run }) => run !== undefined);
  return (
    <Sheet title="Save or open" width="62rem" summary="Everything is written and read on this device.">
      <div className="sheet-body">
        <WholeRun />
        {hasRun && Matrices && <Matrices />}
        {hasRun && (
          <section aria-label="Charts">
            <h3>Charts, in the colours of the current theme</h3>
            <MetricFigure />
            {Charts && <Charts />}
          </section>
        )}
      </div>
    </Sheet>
  );
}

/** Saves a run with its pins as a file, and opens such a file. */
function WholeRun() {
  const actions = useActions();
  const refusal = useRefusal();
  useEffect(() => forgetRefusal, []);
  const save = async (): Promise<void> => {
    const text = await actions.runFile();
    if (text) downloadText("run.json", "application/json", text);
  };
  return (
    <section aria-label="The whole run">
      <h3>The whole run</h3>
      <p className="note">
        Settings, curves and pinned runs in one file. When you open it, here or on another device, its curves
        appear behind a new run of the same experiment.
      </p>
      <div className="row">
        <button type="button" onClick={() => void save()}>
          Save the run (JSON)
        </button>
        <FileButton
          label="File of a saved run"
          accept=".json,application/json"
          onChoose={(file) => void openRun(file, actions)}
        >
          Open a saved run…
        </FileButton>
      </div>
      {refusal && (
        <p className="banner error" role="alert">
          {refusal}
        </p>
      )}
    </section>
  );
}

/** The chart of one metric to save: the whole run, with the pinned runs behind it. */
function MetricFigure() {
  const page = usePage();
  const { link } = useActions();
  const [chosen, choose] = useState<string>();
  const [unit, setUnit] = useState<XUnit>("steps");
  const shown = useMetricChart({ chosen, unit });
  const data = useCurves();
  const run = usePlayground((state) => state.run);
  const pins = usePlayground((state) => state.pins);
  if (!shown || !run) return null;
  const { quantity, quantities, chart, units, drawn, note } = shown;
  const said = [note, drawn.length > 0 && "Fainter curves: pinned runs."];
  return (
    <Figure
      title={quantity.label}
      file={`${quantity.id}-over-${unit}`}
      table="curves"
      rows={() => curveTable(page, run, data, pins)}
      note={said.filter(Boolean).join(" ")}
      link={link()}
      chart={chart}
      tools={
        <>
          <QuantitySelect
            label="Quantity of the saved chart"
            quantity={quantity}
            quantities={quantities}
            onChoose={choose}
          />
          <XUnitSwitch
            label="Horizontal axis of the saved chart"
            units={units}
            unit={unit}
            onChoose={setUnit}
          />
        </>
      }
    />
  );
}
