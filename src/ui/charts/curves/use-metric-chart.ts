/** One metric of all models with its axes, for the page and for a file. */
import { formatCount } from "../../../store/format.ts";
import { isDrawnBeside } from "../../../store/pins/pins.ts";
import type { MetricCurve } from "../../../store/run-data.ts";
import type { Pin } from "../../../store/state.ts";
import { useCurves, usePage, useWorkload } from "../../workload/context.ts";
import { headlineQuantity } from "../../stage/Result.tsx";
import type { Quantity } from "../../parts/workload-page.ts";
import type { Range, XUnit } from "../axes.ts";
import { lastIndexAt, type Chart, type Mark } from "../chart.ts";
import { metricChart, type Source } from "./metric-chart.ts";

interface MetricChart {
  readonly quantity: Quantity;
  /** The quantities that the user can choose. */
  readonly quantities: readonly Quantity[];
  readonly chart: Chart;
  /** The horizontal axes that the user can choose. */
  readonly units: readonly XUnit[];
  /** The pinned runs that are drawn, because their problem is the same. */
  readonly drawn: readonly Pin[];
  /** Explains the bands. Empty if there are none. */
  readonly bandText: string;
}

/** The last value of a curve up to a step. */
const valueAt =
  (curve: MetricCurve | undefined) =>
  (step: number): number =>
    curve?.values[lastIndexAt(curve.steps, step)] ?? NaN;

const bytesAt =
  (megabytes: MetricCurve | undefined) =>
  (step: number): number =>
    1e6 * valueAt(megabytes)(step);

/** The chart shows the metric `chosen` if it has values, otherwise the headline metric. Undefined without a run. */
export function useMetricChart(
  chosen: string | undefined,
  unit: XUnit,
  zoom?: Range,
): MetricChart | undefined {
  const page = usePage();
  const data = useCurves();
  const run = useWorkload((state) => state.run);
  const models = useWorkload((state) => state.models);
  const step = useWorkload((state) => state.step);
  const pins = useWorkload((state) => state.pins);
  const retuned = useWorkload((state) => state.retuned);
  const lookingAt = useWorkload((state) => state.lookingAt);
  if (!run) return undefined;
  const known = page.quantities.filter(({ id }) =>
    models.some((m) => data.curveOf(m.id, id).steps.length > 0),
  );
  const headline = headlineQuantity(page, models[0]);
  const quantity = known.find(({ id }) => id === chosen) ?? headline;
  const { steps, seeds } = run.config;
  const drawn = pins.filter((pin) => isDrawnBeside(page, pin, run.config));
  const ghosts = drawn.flatMap((pin) =>
    pin.models.flatMap(({ id, flopsPerStep, seconds, curves }): Source[] => {
      const [look, curve] = [page.looks[id], curves[quantity.id]];
      if (!look || !curve) return [];
      const costs = { flopsPerStep, secondsAt: valueAt(seconds), bytesAt: bytesAt(curves["megabytes"]) };
      return [{ id, pin, look, curve, ...costs }];
    }),
  );
  const live = models.flatMap(({ id, flopsPerStep }): Source[] => {
    const look = page.looks[id];
    if (!look) return [];
    const { seconds } = data.models.get(id) ?? {};
    const costs = {
      flopsPerStep,
      secondsAt: (at: number) => seconds?.at(at) ?? NaN,
      bytesAt: bytesAt(data.curveOf(id, "megabytes")),
    };
    return [{ id, look, curve: data.curveOf(id, quantity.id), ...costs }];
  });
  const hasBytes = models.some(({ id }) => data.metricsOf(id).includes("megabytes"));
  const untrained = quantity === headline ? page.levels(run.config)?.untrained : undefined;
  const at = [...new Set([retuned?.firstStep, retuned?.lastStep, lookingAt])].filter((x) => x !== undefined);
  const marks: Mark[] = [
    ...(untrained === undefined ? [] : [{ name: "without training", dash: "2 3", y: untrained }]),
    ...at.map((x) => ({ name: "", dash: "1 3", x, isPlain: true })),
  ];
  const chart = metricChart([...ghosts, ...live], quantity, unit, {
    step,
    steps,
    hasBand: seeds > 1,
    marks,
    zoom,
  });
  return {
    quantity,
    quantities: known.includes(quantity) ? known : [quantity, ...known],
    chart,
    units: ["steps", "seconds", "flops", ...(hasBytes ? ["bytes" as const] : [])],
    drawn,
    bandText: chart.curves.some(({ low }) => low)
      ? `mean of ${formatCount(seeds)} seeds; band: lowest to highest`
      : "",
  };
}
