/** The headline metric of one of the lesson's runs over its steps, during the run and after it. */
import { formatCount } from "../../../store/format.ts";
import { outcomeKey, setupKey } from "../../../store/workload/outcomes.ts";
import { settingsConfig } from "../../../store/workload/config.ts";
import { useCurves, usePage, useWorkload } from "../../workload/context.ts";
import { metricFrame } from "../../workload/curves/metric-frame.ts";
import { StepChart } from "../../why/StepChart.tsx";
import { useLesson } from "../parts/lesson-context.ts";
import { useWorkloadOutcome } from "./outcome.ts";

export function MetricCurves({ setup }: { readonly setup: string }) {
  const found = useLesson().setups[setup];
  if (!found) throw new Error(`Bug: no set-up ${setup}`);
  const page = usePage();
  const { quantities, looks, modelsField } = page;
  const [quantity] = quantities;
  const outcome = useWorkloadOutcome(setup);
  const key = setupKey(page, found.fields);
  const present = useCurves();
  const isHere = useWorkload(({ run }) => run !== undefined && outcomeKey(page, run.config) === key);
  const step = useWorkload((state) => state.step);
  const data = outcome?.data ?? (isHere ? present : undefined);
  const config = settingsConfig(page, found.fields);
  const ids = config[modelsField] as readonly string[];
  const sources = ids.flatMap((id) => {
    const look = looks[id];
    return look && data ? [{ id, look, flopsPerStep: 1, curve: data.curveOf(id, quantity.id) }] : [];
  });
  const frame = metricFrame(sources, quantity, "steps", {
    step: outcome?.step ?? step,
    steps: config.steps,
    hasBand: config.seeds > 1,
  });
  const lines = frame.lines.filter(({ points }) => points.length > 0);
  const told = lines.map(
    ({ id, points }) => `${looks[id]?.name} ${quantity.format(points.at(-1)?.y ?? NaN)}`,
  );
  const [low, high] = lines.length > 0 ? frame.yAxis.domain : [0, 1];
  return (
    <figure className="lesson-figure" aria-label={`${quantity.label}: ${found.name}`}>
      <StepChart
        label={told.length > 0 ? `${told.join(", ")}.` : "Nothing is trained yet."}
        lines={lines.map(({ id, points, colour, dash, width }) => ({
          key: id,
          steps: points.map(({ x }) => x),
          values: points.map(({ y }) => y ?? NaN),
          colour,
          dash,
          width: Math.min(2, width),
        }))}
        bands={lines.flatMap(({ id, points, colour }) => {
          const banded = points.filter(({ band }) => band);
          return banded.length > 0
            ? [
                {
                  key: id,
                  steps: banded.map(({ x }) => x),
                  low: banded.map(({ band }) => band?.[0] ?? NaN),
                  high: banded.map(({ band }) => band?.[1] ?? NaN),
                  colour,
                },
              ]
            : [];
        })}
        lastStep={config.steps}
        low={low}
        high={high}
        formatTick={quantity.tick}
        ticks={lines.length > 0 ? frame.yAxis.ticks : [0, 0.5, 1]}
      />
      <figcaption>
        <strong>{found.name}</strong> {quantity.label} over steps
        {config.seeds > 1 && `, mean and range of ${formatCount(config.seeds)} seeds`}:{" "}
        {ids.map((id) => (
          <span key={id} className="key" data-term={id}>
            <span className="swatch" style={{ background: looks[id]?.colour }} /> {looks[id]?.name}{" "}
          </span>
        ))}
        {lines.length === 0 && "(empty until you run it)"}
      </figcaption>
    </figure>
  );
}
