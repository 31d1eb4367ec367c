/** One metric of all models with its axes, for the page and for a file. */
import { formatCount } from "../../../store/format.ts";
import { isSameProblem } from "../../../store/workload/pins.ts";
import type { WorkloadPin } from "../../../store/workload/state.ts";
import { useCurves, usePage, useWorkload } from "../context.ts";
import { headlineQuantity } from "../Result.tsx";
import type { Quantity } from "../workload-page.ts";
import { markedStep } from "./marked-step.ts";
import { metricFrame, type Along, type MetricFrame, type Source } from "./metric-frame.ts";

interface MetricChart {
  readonly quantity: Quantity;
  /** The quantities that the user can choose. */
  readonly quantities: readonly Quantity[];
  readonly frame: MetricFrame;
  /** The pinned runs that are drawn, because their problem is the same. */
  readonly drawn: readonly WorkloadPin[];
  /** A value to mark, with its name. */
  readonly level: { readonly value: number; readonly name: string } | undefined;
  /** The first and the last step at which the rates were changed, and the step that a lesson marks. */
  readonly marks: readonly number[];
  /** Explains the bands. Empty if there are none. */
  readonly bandText: string;
}

/** The chart shows the metric `chosen` if it has values, otherwise the headline metric. Undefined without a run. */
export function useMetricChart(chosen: string | undefined, along: Along): MetricChart | undefined {
  const page = usePage();
  const data = useCurves();
  const run = useWorkload((state) => state.run);
  const models = useWorkload((state) => state.models);
  const step = useWorkload((state) => state.step);
  const pins = useWorkload((state) => state.pins);
  const retuned = useWorkload((state) => state.retuned);
  const marked = markedStep.use();
  if (!run) return undefined;
  const known = page.quantities.filter(({ id }) =>
    models.some((m) => data.curveOf(m.id, id).steps.length > 0),
  );
  const headline = headlineQuantity(page, models[0]);
  const quantity = known.find(({ id }) => id === chosen) ?? headline;
  const { steps, seeds } = run.config;
  const drawn = pins.filter((pin) => isSameProblem(pin.config, run.config));
  const ghosts = drawn.flatMap((pin) =>
    pin.models.flatMap(({ id, flopsPerStep, curves }): Source[] => {
      const [look, curve] = [page.looks[id], curves[quantity.id]];
      return look && curve ? [{ id, pin: pin.id, look, flopsPerStep, curve }] : [];
    }),
  );
  const live = models.flatMap(({ id, flopsPerStep }): Source[] => {
    const look = page.looks[id];
    return look ? [{ id, look, flopsPerStep, curve: data.curveOf(id, quantity.id) }] : [];
  });
  const frame = metricFrame([...ghosts, ...live], quantity, along, { step, steps, hasBand: seeds > 1 });
  const untrained = quantity === headline ? page.levels(run.config)?.untrained : undefined;
  const hasBand = frame.lines.some(({ points }) => points.some(({ band }) => band));
  return {
    quantity,
    quantities: known.includes(quantity) ? known : [quantity, ...known],
    frame,
    drawn,
    level: untrained === undefined ? undefined : { value: untrained, name: "without training" },
    marks:
      along === "steps"
        ? [...new Set([retuned?.firstStep, retuned?.lastStep, marked])].filter((at) => at !== undefined)
        : [],
    bandText: hasBand ? `mean of ${formatCount(seeds)} seeds; band: lowest to highest` : "",
  };
}
