/** What lessons read from the outcomes of their runs. */
import type { MetricCurve } from "../../../store/run-data.ts";
import type { Outcome, ModelNow } from "../../../store/state.ts";
import { headlineOf } from "../../stage/learned.ts";

export const modelIn = ({ models }: Outcome, id: string): ModelNow | undefined =>
  models.find((model) => model.id === id);

/** The mean over the seeds of a model's headline metric; NaN if it diverged or was not in the run. */
export function resultOf(outcome: Outcome, id: string): number {
  const model = modelIn(outcome, id);
  return model && !model.progress?.diverged ? headlineOf(model) : NaN;
}

/** The number of seeds on which the first model has the larger headline metric, and the number of all seeds. */
export function winsOf(outcome: Outcome, first: string, second: string): readonly [number, number] {
  const [a, b] = [modelIn(outcome, first)?.progressBySeed, modelIn(outcome, second)?.progressBySeed];
  const gaps = (a ?? []).map(({ headline }, i) => headline - (b?.[i]?.headline ?? NaN));
  return [gaps.filter((gap) => gap > 0).length, gaps.length];
}

/** A model's headline metric over the steps. */
export const headlineCurve = (outcome: Outcome, id: string): MetricCurve =>
  outcome.data.curveOf(id, modelIn(outcome, id)?.headline ?? "");

/** How far one fraction lies from another, in percentage points: "0.2 points below", "level with". */
export function pointsApart(fraction: number, other: number): string {
  const points = (100 * Math.abs(fraction - other)).toFixed(1);
  if (Number(points) === 0) return "level with";
  return `${points} points ${fraction < other ? "below" : "above"}`;
}

/** The step from which a curve stays above all others. Undefined if it does not end above all of them. */
export function leadFrom({ steps, values }: MetricCurve, others: readonly MetricCurve[]): number | undefined {
  const isBehind = (value: number, i: number): boolean =>
    others.some((other) => !(value > (other.values[i] ?? -Infinity)));
  return steps[values.findLastIndex(isBehind) + 1];
}
