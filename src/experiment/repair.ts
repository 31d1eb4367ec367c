/** Repairs an experiment of matrix factorization. */
import { repairConfig, type OnRefusal } from "./codec.ts";
import { FIELDS, type Experiment } from "./experiment.ts";

export interface Repaired {
  readonly experiment: Experiment;
  /** One message for each value that was corrected and each key that was ignored. */
  readonly repairs: readonly string[];
}

/** `input` maps field names to values. Missing fields get their defaults. Throws only if `refuse` does. */
export function repairExperiment(input: unknown, refuse?: OnRefusal): Repaired {
  const { config, repairs } = repairConfig(FIELDS, input, refuse);
  return { experiment: config, repairs };
}

/** Changes some fields and corrects everything that no longer fits. */
export function withChanges(experiment: Experiment, changes: Partial<Experiment>): Repaired {
  return repairExperiment({ ...experiment, ...changes });
}
