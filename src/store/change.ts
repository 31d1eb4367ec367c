/**
 * Applies a user's changes. Settings left at their defaults follow the change; settings that the user chose
 * stay.
 */
import { overrides } from "../experiment/overrides.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { encodeLink } from "../experiment/link.ts";
import { PRESETS, presetExperiment, type Preset } from "../experiment/presets.ts";
import { repairExperiment, type Repaired } from "../experiment/repair.ts";
import type { PlaygroundState } from "./state.ts";

/**
 * Other data make a new problem, so only settings that do not depend on the data stay. Any other change keeps
 * the chosen settings and recomputes the defaults: r̂ follows r, and the width follows d.
 */
export function changeExperiment(experiment: Experiment, changes: Partial<Experiment>): Repaired {
  const chosen = overrides(experiment);
  const isSame = (name: "data" | "file"): boolean =>
    changes[name] === undefined || changes[name] === experiment[name];
  if (isSame("data") && isSame("file")) return repairExperiment({ ...chosen, ...changes });
  const { task, networks, seed } = { ...chosen, ...changes };
  const kept = Object.entries({ task, networks, seed }).filter(([, value]) => value !== undefined);
  return repairExperiment({ ...Object.fromEntries(kept), ...changes });
}

/** The preset that an experiment equals, apart from its seed. */
export function presetOf(experiment: Experiment): Preset | undefined {
  const link = encodeLink({ ...experiment, seed: 0 });
  return PRESETS.find((preset) => encodeLink({ ...presetExperiment(preset), seed: 0 }) === link);
}

/**
 * The networks for an experiment that follows a claim's comparison: an arm may train one network alone, but the
 * page compares two.
 */
export function comparedAgain({
  comparison,
  experiment: { networks },
}: Pick<PlaygroundState, "comparison" | "experiment">): Partial<Experiment> {
  const isCompared = networks.includes("original") && networks.length > 1;
  return comparison && !isCompared ? { networks: ["original", "yaras"] } : {};
}

/**
 * Whether the displayed run only gets a later last step, so that it can train on. With a schedule its rates would have
 * been others.
 */
export function trainsOn({
  run,
  experiment,
  networks,
}: Pick<PlaygroundState, "run" | "experiment" | "networks">): boolean {
  if (!run || run.experiment.schedule !== "constant" || networks.some(({ progress }) => progress?.diverged))
    return false;
  const { steps } = experiment;
  return steps > run.experiment.steps && encodeLink({ ...run.experiment, steps }) === encodeLink(experiment);
}
