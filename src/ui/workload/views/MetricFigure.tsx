/** The chart of one metric to save: the whole run, with the pinned runs behind it. */
import { useState } from "react";
import { ACROSS, Figure } from "../../save/Figure.tsx";
import { usePage, useWorkload, useWorkloadActions } from "../context.ts";
import { ChartChoice } from "../curves/ChartChoice.tsx";
import type { Along } from "../curves/metric-frame.ts";
import { SavedMetricPlot } from "../curves/MetricPlot.tsx";
import { useMetricChart } from "../curves/use-metric-chart.ts";

export function MetricFigure() {
  const { looks } = usePage();
  const models = useWorkload((state) => state.models);
  const { link } = useWorkloadActions();
  const [chosen, choose] = useState<string>();
  const [along, setAlong] = useState<Along>("steps");
  const chart = useMetricChart(chosen, along);
  if (!chart) return null;
  const { quantity, quantities, frame, drawn, level, marks, bandText } = chart;
  const said = [bandText && `Lines: ${bandText}.`, drawn.length > 0 && "Fainter curves: pinned runs."];
  return (
    <section aria-label="Charts">
      <h3>Charts, in the colours of the current theme</h3>
      <Figure
        title={quantity.label}
        file={`${quantity.id}-over-${along}`}
        note={said.filter(Boolean).join(" ")}
        link={link()}
        legend={models.flatMap(({ id }) => looks[id] ?? [])}
        across={ACROSS[along]}
        tools={
          <ChartChoice
            of=" of the saved chart"
            quantity={quantity}
            quantities={quantities}
            onChoose={choose}
            along={along}
            onTurn={setAlong}
          />
        }
      >
        {(size) => <SavedMetricPlot {...size} {...{ frame, quantity, level, marks }} />}
      </Figure>
    </section>
  );
}
