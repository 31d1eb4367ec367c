/** Test accuracy against the bytes sent or the simulated time. */
import { useState } from "react";
import { axisEnd } from "../../charts/axes.ts";
import { Plot } from "../../charts/Plot.tsx";
import { useCurves, usePage, useShownModels } from "../../parts/context.ts";
import { metricChart } from "../../charts/curves/metric-chart.ts";
import { useFedConfig } from "./facts.ts";
import { secondsAtTests } from "./result.ts";

const COSTS = [
  { id: "bytes", name: "Megabytes", about: "megabytes sent, up and down" },
  { id: "time", name: "Simulated time", about: "simulated seconds" },
] as const;

type CostId = (typeof COSTS)[number]["id"];

export function TradeOff() {
  const page = usePage();
  const data = useCurves();
  const models = useShownModels();
  const config = useFedConfig();
  const [chosen, choose] = useState<CostId>("bytes");
  if (!config) return null;
  const [quantity] = page.quantities;
  const { target } = config;
  const costsOf = (id: string): readonly number[] =>
    chosen === "bytes" ? data.curveOf(id, "megabytes").values : secondsAtTests(config, id, data);
  const sources = models.flatMap(({ id, flopsPerStep }) => {
    const look = page.looks[id];
    // On this chart, the axis of steps shows the cost at each test instead.
    const curve = { steps: costsOf(id), values: data.curveOf(id, quantity.id).values };
    return look ? [{ id, look, flopsPerStep, curve }] : [];
  });
  const most = Math.max(0, ...sources.flatMap(({ curve }) => curve.steps));
  const chart = metricChart(sources, quantity, "steps", {
    step: most,
    steps: 1,
    hasBand: false,
    marks: [{ name: "target", dash: "2 3", y: target, isWide: true }],
  });
  const about = COSTS.find(({ id }) => id === chosen)?.about ?? "";
  const words = { name: about, format: String, place: (x: number) => `${x.toFixed(1)} ${about}` };
  const told = sources.map(({ id, curve }) => {
    const [cost, value] = [curve.steps.at(-1) ?? 0, curve.values.at(-1) ?? NaN];
    return `${page.looks[id]?.name}: ${Number.isFinite(value) ? quantity.format(value) : "–"} for ${cost.toFixed(1)}`;
  });
  return (
    <section className="panel spectra" aria-label="Accuracy against its cost">
      <div className="panel-head">
        <div className="switch" role="group" aria-label="Cost on the horizontal axis">
          {COSTS.map(({ id, name }) => (
            <button key={id} type="button" aria-pressed={chosen === id} onClick={() => choose(id)}>
              {name}
            </button>
          ))}
        </div>
      </div>
      <Plot
        label={`${quantity.label} against ${about}`}
        told={`${about}. ${told.join("; ")}. Target: ${quantity.format(target)}.`}
        chart={{ ...chart, x: { domain: [0, axisEnd(most, 1)], format: String }, across: words }}
      />
    </section>
  );
}
