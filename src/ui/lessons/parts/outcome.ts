/** The outcomes of lesson runs on a workload's page, and what the lessons read from them. */
import type { MetricCurve } from "../../../store/run-data.ts";
import type { Outcome, ModelNow } from "../../../store/state.ts";
import type { UpdatesView } from "../../../workloads/finetune/probes.ts";
import type { LabFacts } from "../../../workloads/finetune/workload.ts";
import { headlineOf } from "../../stage/learned.ts";
import { createChecks } from "./Check.tsx";
import { useOutcome } from "./lesson-context.ts";

export { usedDirections } from "../../workloads/finetune/facts.ts";

/** The outcome of one of the lesson's runs after its end, on the page of a workload with named metrics. */
export const useWorkloadOutcome = useOutcome as unknown as (name: string) => Outcome | undefined;

export const { Check: LabCheck, CheckBoth: LabCheckBoth } = createChecks<Outcome>(useWorkloadOutcome);

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

/** Singular values of a method's updates. */
export const updatesOf = ({ data }: Outcome, id: string): UpdatesView | undefined =>
  data.viewOf(id, "updates")?.payload as UpdatesView | undefined;

export const optimizerBytesOf = ({ run, models }: Outcome, id: string): number =>
  (run as unknown as LabFacts).memory[models.findIndex((model) => model.id === id)]?.optimizer ?? NaN;
