/** The headline metric of one of the lesson's runs over its steps, during the run and after it. */
import { formatCount } from "../../../store/format.ts";
import { outcomeKey, setupKey } from "../../../store/outcomes.ts";
import { useCurves, usePage, usePlayground } from "../../parts/context.ts";
import { Plot } from "../../charts/Plot.tsx";
import { metricChart } from "../../charts/curves/metric-chart.ts";
import { useLesson, useOutcome } from "./lesson-context.ts";

/** The names of models with their colours, at the end of a figure's caption. */
export function ModelKeys({ ids }: { readonly ids: readonly string[] }) {
  const { looks } = usePage();
  return ids.map((id) => (
    <span key={id} className="key" data-term={id}>
      <span className="swatch" style={{ background: looks[id]?.colour }} /> {looks[id]?.name}{" "}
    </span>
  ));
}

export function MetricCurves({ setup }: { readonly setup: string }) {
  const found = useLesson().setups[setup];
  if (!found) throw new Error(`Bug: no set-up ${setup}`);
  const page = usePage();
  const { quantities, looks, modelsField } = page;
  const [quantity] = quantities;
  const outcome = useOutcome(setup);
  const key = setupKey(page, found.fields);
  const present = useCurves();
  const isHere = usePlayground(({ run }) => run !== undefined && outcomeKey(page, run.config) === key);
  const step = usePlayground((state) => state.step);
  const data = outcome?.data ?? (isHere ? present : undefined);
  const config = page.repair(found.fields).config;
  const ids = config[modelsField] as readonly string[];
  const sources = ids.flatMap((id) => {
    const look = looks[id];
    return look && data ? [{ id, look, flopsPerStep: 1, curve: data.curveOf(id, quantity.id) }] : [];
  });
  const chart = metricChart(sources, quantity, "steps", {
    step: outcome?.step ?? step,
    steps: config.steps,
    hasBand: config.seeds > 1,
  });
  const trained = chart.curves.filter(({ xs }) => xs.length > 0);
  const told = trained.map(({ name, ys }) => `${name} ${quantity.format(ys.at(-1) ?? NaN)}`);
  return (
    <figure className="lesson-figure" aria-label={`${quantity.label}: ${found.name}`}>
      <Plot label={told.length > 0 ? `${told.join(", ")}.` : "Nothing is trained yet."} chart={chart} />
      <figcaption>
        <strong>{found.name}</strong> {quantity.label} over steps
        {config.seeds > 1 && `, mean and range of ${formatCount(config.seeds)} seeds`}:{" "}
        <ModelKeys ids={ids} />
        {told.length === 0 && "(empty until you run it)"}
      </figcaption>
    </figure>
  );
}
