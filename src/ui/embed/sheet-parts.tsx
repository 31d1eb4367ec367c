/** The parts of embeds that workloads share. */
import type { ComponentType } from "react";
import { Plot } from "../charts/Plot.tsx";
import type { WorkloadPage } from "../parts/workload-page.ts";
import { usePlayground } from "../parts/context.ts";
import { Legend } from "../parts/Legend.tsx";
import { useFramed } from "../charts/use-framed.ts";
import { useMetricChart } from "../charts/curves/metric-chart.ts";
import { Result } from "../stage/Result.tsx";

export const METRIC_EMBED = {
  headline: { name: "Result in words", Component: Result },
  chart: { name: "Chart of the first metric", Component: Chart },
} satisfies WorkloadPage["embed"];

/** A figure of the stage in an embed. */
export const figure = (name: string, Component: ComponentType, className = "embed-figure") => ({
  name,
  Component: () => (
    <div className={className}>
      <Component />
    </div>
  ),
});

function Chart() {
  const models = usePlayground((state) => state.models);
  const isFramed = useFramed();
  const shown = useMetricChart({});
  if (!shown) return null;
  const { quantity, chart, note } = shown;
  return (
    <section className="embed-chart" aria-label={quantity.label}>
      <Legend models={models} />
      <p className="note">
        {quantity.label}
        {note && `: ${note}`}
      </p>
      <Plot label={quantity.label} chart={chart} isFramed={isFramed} />
    </section>
  );
}
