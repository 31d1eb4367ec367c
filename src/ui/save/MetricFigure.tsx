/** The chart of one metric to save: the whole run, with the pinned runs behind it. */
import { useState } from "react";
import { curveTable } from "../../store/files/curve-table.ts";
import type { XUnit } from "../charts/axes.ts";
import { XUnitSwitch } from "../charts/PlotTools.tsx";
import { Figure } from "./Figure.tsx";
import { useActions, useCurves, usePage, usePlayground } from "../parts/context.ts";
import { QuantitySelect } from "../charts/curves/QuantitySelect.tsx";
import { useMetricChart } from "../charts/curves/metric-chart.ts";

export function MetricFigure() {
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
