/**
 * Advice on combinations of settings with surprising results. It appears beside the control that causes the
 * result and says what happens and what to do. Advice refuses nothing; each such run ends in a named state.
 */
import type { Experiment } from "../../experiment/experiment.ts";
import type { RunFacts } from "../state.ts";
import { COMPRESSION_RULES } from "./compression.ts";
import { MODEL_RULES } from "./model.ts";
import { PROBLEM_RULES } from "./problem.ts";
import { changeExperiment } from "../change.ts";
import type { Advice, Rule } from "./rule.ts";
import { TRAINING_RULES } from "./training.ts";
import { WAIT_RULES } from "./waits.ts";
import type { Way } from "./ways.ts";

export type { Advice } from "./rule.ts";

const RULES = [...PROBLEM_RULES, ...COMPRESSION_RULES, ...MODEL_RULES, ...WAIT_RULES, ...TRAINING_RULES];

/**
 * Returns advice in the order of the rules. Of a rule's remedies it offers the ones that leave no warning;
 * if there are none, the ones that add no warning; else the ones that end this warning. `run` is
 * the run of a similar experiment, if there is one, because some facts need the data.
 */
export function adviceFor(experiment: Experiment, run?: RunFacts): readonly Advice[] {
  const last = known.get(experiment);
  if (last && last.run === run) return last.advice;
  const advice = adviseOn(experiment, run);
  known.set(experiment, { run, advice });
  return advice;
}

/** Cached, because every control asks for the same advice. */
const known = new WeakMap<Experiment, { run: RunFacts | undefined; advice: readonly Advice[] }>();

function adviseOn(experiment: Experiment, run: RunFacts | undefined): Advice[] {
  return RULES.flatMap((rule) => {
    const found = rule(experiment, run);
    if (!found) return [];
    const { remedy, ...advice } = found;
    const ways = offered(experiment, rule, advice.ways);
    const text = ways.length === 0 && remedy ? `${advice.text} ${remedy}` : advice.text;
    return { ...advice, text, ways };
  });
}

function offered(experiment: Experiment, rule: Rule, ways: readonly Way[]): Way[] {
  const left = ways.flatMap((way) => {
    const after = changeExperiment(experiment, way.changes).experiment;
    const warnings = warningsOf(after);
    const helps = asks(experiment, way.changes) && !warnings.includes(rule);
    return helps ? [{ way, warnings }] : [];
  });
  const before = warningsOf(experiment);
  const clear = left.filter(({ warnings }) => warnings.length === 0);
  const better = left.filter(({ warnings }) => warnings.every((one) => before.includes(one)));
  return ([clear, better, left].find((list) => list.length > 0) ?? []).map(({ way }) => way);
}

const warningsOf = (experiment: Experiment): Rule[] =>
  RULES.filter((rule) => rule(experiment)?.kind === "warning");

/** Whether the changes would change the experiment. */
const asks = (experiment: Experiment, changes: Partial<Experiment>): boolean =>
  Object.entries(changes).some(([name, value]) => experiment[name as keyof Experiment] !== value);
