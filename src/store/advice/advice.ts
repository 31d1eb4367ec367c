/**
 * Combinations of settings that do not do what one would expect, each explained beside the control that causes it: what
 * happens and what to do. None is refused here; a run of each ends in a state that has a name.
 */
import type { Experiment } from "../../experiment/experiment.ts";
import type { RunFacts } from "../state.ts";
import { COMPRESSION_RULES } from "./compression.ts";
import { MODEL_RULES } from "./model.ts";
import { PROBLEM_RULES } from "./problem.ts";
import type { Advice } from "./rule.ts";
import { TRAINING_RULES } from "./training.ts";

export type { Advice } from "./rule.ts";

const RULES = [...PROBLEM_RULES, ...COMPRESSION_RULES, ...MODEL_RULES, ...TRAINING_RULES];

/** In the order of the rules. `run` is that of a similar experiment, once it is there: some facts need the data. */
export function adviceFor(experiment: Experiment, run?: RunFacts): Advice[] {
  return RULES.flatMap((rule) => rule(experiment, run) ?? []);
}
