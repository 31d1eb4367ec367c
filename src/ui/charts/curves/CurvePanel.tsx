/** Any metric of the run, over steps, seconds, operations or bytes. The values are also available as a table. */
import { useState } from "react";
import { differenceText, retunedText } from "../../controls/words.ts";
import { ModelHelp } from "../../controls/Fields.tsx";
import { usePage, usePlayground } from "../../parts/context.ts";
import { Legend } from "../../parts/Legend.tsx";
import type { Quantity } from "../../parts/workload-page.ts";
import type { XUnit } from "../axes.ts";
import type { Chart } from "../chart.ts";
import { Plot } from "../Plot.tsx";
import { PlotTools, useZoom, XUnitSelect } from "../PlotTools.tsx";
import { useFramed } from "../use-framed.ts";
import { aboveOf } from "./metric-chart.ts";
import { QuantitySelect } from "./QuantitySelect.tsx";
import { useMetricChart } from "./use-metric-chart.ts";

export function CurvePanel() {
  const page = usePage();
  const run = usePlayground((state) => state.run);
  const models = usePlayground((state) => state.models);
  const retuned = usePlayground((state) => state.retuned);
  const [chosen, choose] = useState<string>();
  const [unit, setUnit] = useState<XUnit>("steps");
  const lookingAt = usePlayground((state) => state.lookingAt);
  const isFramed = useFramed();
  const at = unit === "steps" ? lookingAt : undefined;
  const zoom = useZoom(run, unit);
  const shown = useMetricChart(chosen, unit, zoom.range);
  if (!run || !shown) return null;
  const { quantity, quantities, chart, units, drawn, bandText } = shown;
  return (
    <section className="panel errors" aria-label={quantity.label}>
      <div className="panel-head">
        <QuantitySelect quantity={quantity} quantities={quantities} onChoose={choose} />
        <XUnitSelect units={units} unit={unit} onChoose={setUnit} />
      </div>
      <Legend
        models={models}
        note={bandText}
        pinned={drawn.map((pin) => pin.name || differenceText(page, pin, run))}
        renderNote={(id) => (
          <>
            <ModelHelp id={id} />
            <Above chart={chart} id={id} quantity={quantity} />
          </>
        )}
      />
      <div className="chart">
        <Plot label={quantity.label} chart={chart} zoom={zoom} shown={at} isFramed={isFramed} />
        <div className="chart-tools">
          <PlotTools caption={quantity.label} chart={chart} zoom={zoom} shown={at} />
        </div>
        {retuned && <p className="note retuned">{retunedText(page, retuned, run.config)}</p>}
      </div>
    </section>
  );
}

/** Marks a curve that leaves the plot at the top. */
function Above({
  chart,
  id,
  quantity,
}: {
  readonly chart: Chart;
  readonly id: string;
  readonly quantity: Quantity;
}) {
  const curve = chart.curves.find(({ term, isPinned }) => term === id && !isPinned);
  const above = curve && aboveOf(curve, chart.y);
  return above === undefined ? null : <small>▲ up to {quantity.format(above)}, above the chart</small>;
}
