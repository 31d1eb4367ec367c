/** Repairs an experiment of matrix factorization. */
import { repairConfig, type OnRefusal, type RepairedConfig } from "./codec.ts";
import { FIELDS, type Experiment } from "./experiment.ts";

export type Repaired = RepairedConfig<Experiment>;

/** `input` maps field names to values. Missing fields get their defaults. Throws only if `refuse` does. */
export const repairExperiment = (input: unknown, refuse?: OnRefusal): Repaired =>
  repairConfig(FIELDS, input, refuse);

/** Changes some fields and corrects everything that no longer fits. */
export function withChanges(experiment: Experiment, changes: Partial<Experiment>): Repaired {
  return repairExperiment({ ...experiment, ...changes });
}
