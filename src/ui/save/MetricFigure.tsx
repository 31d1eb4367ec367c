/** The chart of one metric to save: the whole run, with the pinned runs behind it. */
import { useState } from "react";
import { metricTable } from "../../store/metric-table.ts";
import { pinOf } from "../../store/pins/pins.ts";
import type { XUnit } from "../charts/axes.ts";
import { XUnitSelect } from "../charts/PlotTools.tsx";
import { Figure } from "./Figure.tsx";
import { useCurves, usePage, useWorkload, useWorkloadActions } from "../workload/context.ts";
import { QuantitySelect } from "../charts/curves/QuantitySelect.tsx";
import { useMetricChart } from "../charts/curves/use-metric-chart.ts";

export function MetricFigure() {
  const page = usePage();
  const { link } = useWorkloadActions();
  const [chosen, choose] = useState<string>();
  const [unit, setUnit] = useState<XUnit>("steps");
  const shown = useMetricChart(chosen, unit);
  const data = useCurves();
  const run = useWorkload((state) => state.run);
  const pins = useWorkload((state) => state.pins);
  if (!shown || !run) return null;
  const { quantity, quantities, chart, units, drawn, bandText } = shown;
  const said = [bandText && `Lines: ${bandText}.`, drawn.length > 0 && "Fainter curves: pinned runs."];
  return (
    <Figure
      title={quantity.label}
      file={`${quantity.id}-over-${unit}`}
      table="curves"
      rows={() => metricTable(pinOf(page, run, data), pins)}
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
          <XUnitSelect
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
