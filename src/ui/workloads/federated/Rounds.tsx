/** Shows why the arms differ, round by round: mini-batches with one label, and the gap of the averaged factors. */
import { formatSetting } from "../../../store/format.ts";
import { Plot } from "../../charts/Plot.tsx";
import { useCurves, usePage, usePlayground, useShownModels } from "../../parts/context.ts";
import { metricChart } from "../../charts/curves/metric-chart.ts";
import { percent, percentTick, type Quantity } from "../../parts/workload-page.ts";

const QUANTITIES: readonly (Quantity & { readonly title: string })[] = [
  {
    id: "oneLabel",
    label: "Share of a round’s mini-batches that have only one label",
    title: "Mini-batches with one label",
    scale: "amount",
    format: percent,
    tick: percentTick,
  },
  {
    id: "gap",
    label: "Gap of the averaged factors, ‖mean(BA) − mean(B) mean(A)‖ / ‖mean(BA)‖",
    title: "Gap of the averaged factors",
    scale: "amount",
    format: formatSetting,
    tick: formatSetting,
  },
];

export function Rounds() {
  const { looks } = usePage();
  const data = useCurves();
  const run = usePlayground((state) => state.run);
  const models = useShownModels();
  const step = usePlayground((state) => state.step);
  if (!run) return null;
  return (
    <section className="rounds" aria-label="Round by round">
      {QUANTITIES.map((quantity) => {
        const sources = models.flatMap(({ id, flopsPerStep }) => {
          const look = looks[id];
          return look ? [{ id, look, flopsPerStep, curve: data.curveOf(id, quantity.id) }] : [];
        });
        const { steps } = run.config;
        const chart = metricChart(sources, quantity, "steps", { step, steps, hasBand: false });
        const told = sources.map(({ id, curve }) => {
          const value = curve.values.at(-1) ?? NaN;
          return `${looks[id]?.name}: ${Number.isFinite(value) ? quantity.format(value) : "–"}`;
        });
        return (
          <div key={quantity.id}>
            <h3 title={quantity.label}>{quantity.title}</h3>
            <Plot
              label={quantity.label}
              told={`${quantity.label}, over rounds. ${told.join("; ")}.`}
              chart={{ ...chart, columns: [quantity.title] }}
            />
          </div>
        );
      })}
    </section>
  );
}
