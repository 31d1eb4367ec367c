/** Applies a user's changes: settings left at their defaults follow, chosen settings stay. */
import { chosenFields } from "../experiment/chosen.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { encodeLink } from "../experiment/link.ts";
import { PRESETS, presetExperiment, type Preset } from "../experiment/presets.ts";
import { repairExperiment, type Repaired } from "../experiment/repair.ts";

/**
 * Other data is another problem, so only settings independent of it stay. Any other change keeps chosen settings and
 * recomputes the defaults: r̂ follows r, the width follows d.
 */
export function changeExperiment(experiment: Experiment, changes: Partial<Experiment>): Repaired {
  const chosen = chosenFields(experiment);
  const isSame = (name: "data" | "file"): boolean =>
    changes[name] === undefined || changes[name] === experiment[name];
  if (isSame("data") && isSame("file")) return repairExperiment({ ...chosen, ...changes });
  const { task, networks, seed } = { ...chosen, ...changes };
  const kept = Object.entries({ task, networks, seed }).filter(([, value]) => value !== undefined);
  return repairExperiment({ ...Object.fromEntries(kept), ...changes });
}

/** The preset equal to an experiment, whatever its seed. */
export function presetOf(experiment: Experiment): Preset | undefined {
  const link = encodeLink({ ...experiment, seed: 0 });
  return PRESETS.find((preset) => encodeLink({ ...presetExperiment(preset), seed: 0 }) === link);
}
