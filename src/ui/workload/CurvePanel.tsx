/** Any metric of the run against steps or operations; the values as a table for those who want them. */
import { useState } from "react";
import { formatCount } from "../../store/format.ts";
import { lazily, Loading } from "../parts/lazily.tsx";
import { LineSample } from "./LineSample.tsx";
import { metricFrame, type Along, type MetricFrame } from "./metric-frame.ts";
import { useCurves, usePage, useWorkload } from "./context.ts";
import type { Quantity } from "./workload-page.ts";

const MetricPlot = lazily(async () => (await import("./MetricPlot.tsx")).MetricPlot);

export function CurvePanel() {
  const page = usePage();
  const data = useCurves();
  const run = useWorkload((state) => state.run);
  const models = useWorkload((state) => state.models);
  const step = useWorkload((state) => state.step);
  const [chosen, choose] = useState(page.quantities[0].id);
  const [along, setAlong] = useState<Along>("steps");
  if (!run) return null;
  const known = page.quantities.filter(({ id }) =>
    models.some((m) => data.curveOf(m.id, id).steps.length > 0),
  );
  const quantity = known.find(({ id }) => id === chosen) ?? known[0] ?? page.quantities[0];
  const { steps, seeds } = run.config;
  const sources = models.flatMap(({ id, flopsPerStep }) => {
    const look = page.looks[id];
    return look ? [{ id, look, flopsPerStep, curve: data.curveOf(id, quantity.id) }] : [];
  });
  const frame = metricFrame(sources, quantity, along, { step, steps, hasBand: seeds > 1 });
  return (
    <section className="panel errors" aria-label={quantity.label}>
      <div className="panel-head">
        <select
          className="quantity"
          aria-label="Quantity"
          value={quantity.id}
          onChange={(event) => choose(event.target.value)}
        >
          {(known.length > 0 ? known : [quantity]).map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
        <select
          aria-label="Horizontal axis"
          value={along}
          onChange={(event) => setAlong(event.target.value as Along)}
        >
          <option value="steps">over steps</option>
          <option value="flops">over operations</option>
        </select>
      </div>
      <ul className="legend">
        {models.map(({ id }) => (
          <li key={id}>
            <LineSample id={id} />
            {page.looks[id]?.name}
          </li>
        ))}
      </ul>
      <div className="chart">
        <figure className="plot" aria-label={quantity.label}>
          <Loading waiting={null}>
            <MetricPlot frame={frame} isLog={quantity.scale === "log"} formatTick={quantity.tick} />
          </Loading>
        </figure>
        <div className="chart-tools">
          <Values frame={frame} quantity={quantity} />
        </div>
      </div>
    </section>
  );
}

const ROWS_MAX = 20;

function Values({
  frame: { lines },
  quantity,
}: {
  readonly frame: MetricFrame;
  readonly quantity: Quantity;
}) {
  const { looks } = usePage();
  const [isOpen, setOpen] = useState(false);
  const longest = lines.reduce((most, { points }) => Math.max(most, points.length), 0);
  const stride = Math.max(1, Math.ceil(longest / ROWS_MAX));
  return (
    <details className="chart-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Values as a table</summary>
      {isOpen && (
        <div className="scroller" role="region" aria-label={`${quantity.label}, values`} tabIndex={0}>
          <table className="ledger">
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
