/** Any metric of the run, over steps or operations. The values are also available as a table. */
import { useState } from "react";
import { canPin } from "../../../store/pins/pins.ts";
import type { Config, Pin } from "../../../store/state.ts";
import { PinRows, PinRun } from "../Pins.tsx";
import { toldDifferences } from "../../controls/differences.ts";
import { LineSample } from "./LineSample.tsx";
import { ModelHelp } from "../../controls/ModelHelp.tsx";
import { differencesBetween, retunedText } from "../../controls/words.ts";
import type { XUnit } from "../axes.ts";
import type { Chart } from "../chart.ts";
import { Plot } from "../Plot.tsx";
import { PlotTools, useZoom, XUnitSelect } from "../PlotTools.tsx";
import { aboveOf } from "./metric-chart.ts";
import { QuantitySelect } from "./QuantitySelect.tsx";
import { useMetricChart } from "./use-metric-chart.ts";
import { usePage, useWorkload, useWorkloadActions } from "../../workload/context.ts";
import type { Quantity } from "../../parts/workload-page.ts";

export function CurvePanel() {
  const page = usePage();
  const run = useWorkload((state) => state.run);
  const models = useWorkload((state) => state.models);
  const retuned = useWorkload((state) => state.retuned);
  const [chosen, choose] = useState<string>();
  const [unit, setUnit] = useState<XUnit>("steps");
  const lookingAt = useWorkload((state) => state.lookingAt);
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
      <ul className="legend">
        {models.map(({ id }) => (
          <li key={id}>
            <LineSample id={id} />
            {page.looks[id]?.name}
            <ModelHelp id={id} />
            <Above chart={chart} id={id} quantity={quantity} />
          </li>
        ))}
        {bandText && <li>{bandText}</li>}
      </ul>
      <div className="chart">
        <Plot label={quantity.label} chart={chart} zoom={zoom} shown={at} />
        <div className="chart-tools">
          <PinButton />
          <PlotTools caption={quantity.label} chart={chart} zoom={zoom} shown={at} />
        </div>
        {retuned && <p className="note retuned">{retunedText(page, retuned, run.config)}</p>}
        <Pins drawn={drawn} now={run.config} />
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

function PinButton() {
  const pinned = useWorkload(({ pins }) => pins.length);
  const isPossible = useWorkload(canPin);
  const { pin } = useWorkloadActions();
  return <PinRun pinned={pinned} isPossible={isPossible} onPin={() => pin()} />;
}

function Pins({ drawn, now }: { readonly drawn: readonly Pin[]; readonly now: Config }) {
  const page = usePage();
  const pins = useWorkload((state) => state.pins);
  const { unpin, namePin } = useWorkloadActions();
  return (
    <PinRows
      pins={pins}
      about={(pin) =>
        drawn.includes(pin)
          ? toldDifferences(differencesBetween(page, pin.config, now))
          : "another problem, so its curves are not drawn"
      }
      onName={namePin}
      onUnpin={unpin}
    />
  );
}
