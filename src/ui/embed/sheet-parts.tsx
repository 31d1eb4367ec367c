/** The parts of sheets and embeds that workloads with named metrics share. */
import type { ComponentType } from "react";
import { Plot } from "../charts/Plot.tsx";
import { lazily } from "../parts/lazily.tsx";
import type { SheetKind } from "../views/sheet-kind.ts";
import { usePage, useWorkload } from "../workload/context.ts";
import { LineSample } from "../charts/curves/LineSample.tsx";
import { useMetricChart } from "../charts/curves/use-metric-chart.ts";
import { Diverged, Failed, Preparing, Repairs } from "../stage/Messages.tsx";
import { Result } from "../stage/Result.tsx";

function EmbedMessages() {
  return (
    <>
      <Repairs />
      <Failed />
      <Preparing />
      <Diverged />
    </>
  );
}

export const METRIC_SHEETS = {
  EmbedMessages,
  Charts: lazily<object>(async () => (await import("../save/MetricFigure.tsx")).MetricFigure),
} satisfies Partial<SheetKind>;

export const METRIC_EMBED = {
  headline: { name: "Result in words", Component: Result },
  chart: { name: "Chart of the first metric", Component: Chart },
} satisfies SheetKind["embed"];

/** A figure of the stage in an embed. */
export const figure = (name: string, Component: ComponentType) => ({
  name,
  Component: () => (
    <div className="embed-figure">
      <Component />
    </div>
  ),
});

function Chart() {
  const { looks } = usePage();
  const models = useWorkload((state) => state.models);
  const shown = useMetricChart(undefined, "steps");
  if (!shown) return null;
  const { quantity, chart, bandText } = shown;
  return (
    <section className="embed-chart" aria-label={quantity.label}>
      <ul className="legend">
        {models.map(({ id }) => (
          <li key={id}>
            <LineSample id={id} />
            {looks[id]?.name}
          </li>
        ))}
      </ul>
      <p className="note">
        {quantity.label}
        {bandText && `: ${bandText}`}
      </p>
      <Plot label={quantity.label} chart={chart} />
    </section>
  );
}
