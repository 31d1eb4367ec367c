/** What the lessons about fine-tuning read from the outcomes of their runs. */
import type { Outcome } from "../../../../store/state.ts";
import type { UpdatesView } from "../../../../workloads/finetune/probes.ts";
import type { LabFacts } from "../../../../workloads/finetune/workload.ts";

/** Singular values of a method's updates after the last step. They arrive a moment after it. */
export const updatesOf = ({ data, step }: Outcome, id: string): UpdatesView | undefined =>
  data.latestAt(step, id, "updates") as UpdatesView | undefined;

export const optimizerBytesOf = ({ run, models }: Outcome, id: string): number =>
  (run as unknown as LabFacts).memory[models.findIndex((model) => model.id === id)]?.optimizer ?? NaN;
