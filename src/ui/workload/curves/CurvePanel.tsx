/** Any metric of the run, over steps or operations. The values are also available as a table. */
import { useState } from "react";
import { formatCount } from "../../../store/format.ts";
import { MAX_PINS } from "../../../store/pins/pin-limits.ts";
import type { Config } from "../../../store/workload/kind.ts";
import type { WorkloadPin } from "../../../store/workload/state.ts";
import { PinRows } from "../../charts/pins/PinRows.tsx";
import { toldDifferences } from "../../controls/differences.ts";
import { lazily, Loading } from "../../parts/lazily.tsx";
import { LineSample } from "./LineSample.tsx";
import { ModelHelp } from "../ModelHelp.tsx";
import { differencesBetween, retunedText } from "../words.ts";
import { ChartChoice } from "./ChartChoice.tsx";
import type { Along, MetricFrame } from "./metric-frame.ts";
import { useMetricChart } from "./use-metric-chart.ts";
import { usePage, useWorkload, useWorkloadActions } from "../context.ts";
import type { Quantity } from "../workload-page.ts";

const MetricPlot = lazily(async () => (await import("./MetricPlot.tsx")).MetricPlot);

export function CurvePanel() {
  const page = usePage();
  const run = useWorkload((state) => state.run);
  const models = useWorkload((state) => state.models);
  const retuned = useWorkload((state) => state.retuned);
  const [chosen, choose] = useState<string>();
  const [along, setAlong] = useState<Along>("steps");
  const chart = useMetricChart(chosen, along);
  if (!run || !chart) return null;
  const { quantity, quantities, frame, drawn, level, marks, bandText } = chart;
  return (
    <section className="panel errors" aria-label={quantity.label}>
      <div className="panel-head">
        <ChartChoice
          quantity={quantity}
          quantities={quantities}
          onChoose={choose}
          along={along}
          onTurn={setAlong}
        />
      </div>
      <ul className="legend">
        {models.map(({ id }) => (
          <li key={id}>
            <LineSample id={id} />
            {page.looks[id]?.name}
            <ModelHelp id={id} />
            <Above frame={frame} id={id} quantity={quantity} />
          </li>
        ))}
        {bandText && <li>{bandText}</li>}
      </ul>
      <div className="chart">
        <figure className="plot" aria-label={quantity.label}>
          <Loading waiting={null}>
            <MetricPlot {...{ frame, quantity, level, marks }} />
          </Loading>
        </figure>
        <div className="chart-tools">
          <PinButton />
          <Values frame={frame} quantity={quantity} />
        </div>
        {retuned && <p className="note retuned">{retunedText(page, retuned, run.config)}</p>}
        <Pins drawn={drawn} now={run.config} />
      </div>
    </section>
  );
}

/** Marks a curve that leaves the plot at the top. */
function Above({
  frame,
  id,
  quantity,
}: {
  readonly frame: MetricFrame;
  readonly id: string;
  readonly quantity: Quantity;
}) {
  const above = frame.lines.find((line) => line.id === id && !line.isPinned)?.above;
  return above === undefined ? null : <small>▲ up to {quantity.format(above)}, above the chart</small>;
}

function PinButton() {
  const pinned = useWorkload(({ pins }) => pins.length);
  const hasSteps = useWorkload(({ step }) => step > 0);
  const { pin } = useWorkloadActions();
  return (
    <button
      type="button"
      disabled={!hasSteps || pinned >= MAX_PINS}
      title={
        pinned >= MAX_PINS
          ? `${formatCount(pinned)} runs are pinned. Unpin one first.`
          : "Keeps these curves as ghosts behind the next runs"
      }
      onClick={() => pin()}
    >
      Pin this run
    </button>
  );
}

function Pins({ drawn, now }: { readonly drawn: readonly WorkloadPin[]; readonly now: Config }) {
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

const ROWS_MAX = 20;

/** The values of the current run as a table. The saved file also has the pinned runs. */
function Values({ frame, quantity }: { readonly frame: MetricFrame; readonly quantity: Quantity }) {
  const lines = frame.lines.filter(({ isPinned }) => !isPinned);
  const { looks } = usePage();
  const [isOpen, setOpen] = useState(false);
  const longest = lines.reduce((most, { points }) => Math.max(most, points.length), 0);
  const stride = Math.max(1, Math.ceil(longest / ROWS_MAX));
  return (
    <details className="chart-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary title="Values as a table">Table</summary>
      {isOpen && (
        <div className="scroller" role="region" aria-label={`${quantity.label}, values`} tabIndex={0}>
          <table className="number-table">
            <thead>
              <tr>
                <th scope="col">x</th>
                {lines.map(({ id }) => (
                  <th key={id} scope="col">
                    {looks[id]?.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {(lines[0]?.points ?? [])
                .filter((_, i) => i % stride === 0 || i === longest - 1)
                .map(({ x }) => (
                  <tr key={x}>
                    <th scope="row">{formatCount(x)}</th>
                    {lines.map(({ id, points }) => {
                      const y = points.find((point) => point.x === x)?.y ?? NaN;
                      return <td key={id}>{Number.isFinite(y) ? quantity.format(y) : "–"}</td>;
                    })}
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
