/**
 * Advice on combinations of settings with surprising results. It appears beside the control that causes the
 * result and says what happens and what to do. Advice refuses nothing: such a run still trains, and its status
 * label says how it ended.
 */
import { hasStabilityLimit, type Experiment } from "../../workloads/mf/config/fields.ts";
import { formatTimes } from "../format.ts";
import type { LoadedRun } from "../kinds/matrix-state.ts";
import { COMPRESSION_RULES } from "./compression.ts";
import { MODEL_RULES } from "./model.ts";
import { PROBLEM_RULES } from "./problem.ts";
import { changeExperiment } from "../change.ts";
import { trains, type Advice, type Rule, together, type Remedy } from "./rule.ts";
import { SAFE_FRACTION } from "../../workloads/mf/config/defaults.ts";
import { calmer, TRAINING_RULES } from "./training.ts";
import { fewer, shortening, WAIT_RULES } from "./waits.ts";

export type { Advice } from "./rule.ts";

const RULES = [...PROBLEM_RULES, ...MODEL_RULES, ...COMPRESSION_RULES, ...WAIT_RULES, ...TRAINING_RULES];

/**
 * Returns advice in the order of the rules. Of a rule's remedies, it offers those that leave no warning. If every
 * remedy leaves a warning, it adds remedies for the remaining warnings, so that one button ends them all. If that
 * is impossible, it offers the remedies that add no warning, or else those that end this warning. `run` is the
 * run of a similar experiment, if there is one: some facts need the data.
 */
export function adviceFor(experiment: Experiment, run?: LoadedRun): readonly Advice[] {
  const last = known.get(experiment);
  if (last && last.run === run) return last.advice;
  const advice = adviseOn(experiment, run);
  known.set(experiment, { run, advice });
  return advice;
}

/**
 * Remedies for a run that takes minutes: fewer steps or runs. If neither is possible and the data have only one size:
 * default settings that shorten it, or else the compressed network without the original. None adds a warning.
 */
export function quickerRuns(experiment: Experiment, hasSizes: boolean): readonly Remedy[] {
  const alone: Remedy = { label: "Train the compressed network alone", changes: { networks: ["yaras"] } };
  const before = warningsOf(experiment);
  const harmless = (remedies: readonly Remedy[]): readonly Remedy[] =>
    remedies.filter(({ changes }) =>
      warningsOf(changeExperiment(experiment, changes).config).every((one) => before.includes(one)),
    );
  const chosen = harmless(fewer(experiment));
  if (chosen.length > 0 || hasSizes) return chosen;
  const shorter = harmless(shortening(experiment));
  return shorter.length > 0 ? shorter : trains(experiment, "original") ? [alone] : [];
}

/** Advice of one kind, in the order of the message line: problems that have a remedy come first. */
export const messagesFor = (
  kind: Advice["kind"],
  experiment: Experiment,
  run?: LoadedRun,
): readonly Advice[] =>
  adviceFor(experiment, run)
    .filter((one) => one.kind === kind)
    .toSorted((a, b) => Number(b.remedies.length > 0) - Number(a.remedies.length > 0));

/** Cached, because every control asks for the same advice. */
const known = new WeakMap<Experiment, { run: LoadedRun | undefined; advice: readonly Advice[] }>();

function adviseOn(experiment: Experiment, run: LoadedRun | undefined): Advice[] {
  return RULES.flatMap((rule) => {
    const found = rule(experiment, run);
    if (!found) return [];
    const { instruction, ...advice } = found;
    const remedies = offered(experiment, rule, advice);
    const text = remedies.length === 0 && instruction ? `${advice.text} ${instruction}` : advice.text;
    return { ...advice, text, remedies };
  });
}

function offered(experiment: Experiment, rule: Rule, { kind, remedies }: Advice): Remedy[] {
  const possible = remedies.filter((remedy) => asks(experiment, remedy.changes));
  const left = possible
    .map((remedy) => ({
      remedy,
      warnings: warningsOf(changeExperiment(experiment, remedy.changes).config),
    }))
    .filter(({ warnings }) => !warnings.includes(rule));
  const remediesOf = (list: typeof left): Remedy[] => list.map(({ remedy }) => remedy);
  const clear = left.filter(({ warnings }) => warnings.length === 0);
  if (clear.length > 0) return remediesOf(clear);
  const before = warningsOf(experiment);
  const better = left.filter(({ warnings }) => warnings.every((one) => before.includes(one)));
  // The remedy of a note need not end warnings that existed before.
  if (kind === "note" && better.length > 0) return remediesOf(better);
  const whole = completed(experiment, rule, possible);
  if (whole.length > 0) return whole;
  return remediesOf(better.length > 0 ? better : left);
}

/** Largest number of remedies that one button adds to its first one. */
const MAX_FURTHER = 3;

/** Adds to each remedy the fewest further remedies that leave no warning. Empty if that is impossible. */
function completed(experiment: Experiment, rule: Rule, remedies: readonly Remedy[]): Remedy[] {
  for (let further = 1; further <= MAX_FURTHER; further++) {
    const found = remedies.flatMap((remedy) => {
      const all = extended(experiment, [remedy], further);
      return all ? [together(needed(experiment, rule, all))] : [];
    });
    if (found.length > 0)
      return found.filter((remedy, i) => found.findIndex((other) => isSame(remedy, other)) === i);
  }
  return [];
}

/** Adds up to `further` remedies, each for the first remaining warning. Undefined if a warning still remains. */
function extended(
  experiment: Experiment,
  remedies: readonly Remedy[],
  further: number,
): readonly Remedy[] | undefined {
  const after = changeExperiment(experiment, together(remedies).changes).config;
  const first = RULES.find((rule) => isBlocked(after, rule));
  if (!first) return remedies;
  if (further === 0) return undefined;
  for (const remedy of first(after)?.remedies ?? []) {
    if (!asks(after, remedy.changes)) continue;
    // A remedy for the same setting replaces the earlier one.
    const others = remedies.filter(
      ({ changes }) => !Object.keys(changes).some((name) => name in remedy.changes),
    );
    const found = extended(experiment, [...others, remedy], further - 1);
    if (found) return found;
  }
  return undefined;
}

/**
 * The change that should stabilize a diverged run, with remedies for the remaining warnings. Such a warning may
 * name the cause, and would apply to the next run, too.
 */
export function calmed(e: Experiment, networks: readonly { readonly stabilityFraction: number }[]): Remedy {
  const remedy = calmer(e, networks);
  for (let further = 0; further <= MAX_FURTHER; further++) {
    const all = extended(e, [remedy], further);
    if (all?.includes(remedy)) return together(all);
  }
  return remedy;
}

/** Says why networks diverged: their rates are too large, or a warning about the settings names a cause. */
export function whyDiverged(
  experiment: Experiment,
  diverged: readonly { readonly stabilityFraction: number }[],
): string {
  if (!hasStabilityLimit(experiment)) return "";
  const most = Math.max(...diverged.map(({ stabilityFraction }) => stabilityFraction));
  if (most > SAFE_FRACTION) return `The learning rate is ${formatTimes(most)}× the stability limit.`;
  const [cause] = messagesFor("warning", experiment);
  return `Every rate is below the stability limit, but this limit holds only near the solution. ${cause?.text ?? ""}`;
}

/** Removes each remedy without which the rule still gives no advice and no warning is left. */
function needed(experiment: Experiment, rule: Rule, remedies: readonly Remedy[]): readonly Remedy[] {
  const isEnough = (some: readonly Remedy[]): boolean => {
    const after = changeExperiment(experiment, together(some).changes).config;
    return !rule(after) && warningsOf(after).length === 0;
  };
  return remedies.reduce<readonly Remedy[]>((some, remedy) => {
    const others = some.filter((one) => one !== remedy);
    return isEnough(others) ? others : some;
  }, remedies);
}

/** Whether both remedies change the same settings. Their values may differ, because the settings depend on each other. */
const isSame = ({ changes: one }: Remedy, { changes: other }: Remedy): boolean =>
  Object.keys({ ...one, ...other }).every((name) => name in one && name in other);

/** Whether the rule warns. Noise as the target does not count, because nobody chooses it by accident. */
const isBlocked = (experiment: Experiment, rule: Rule): boolean => {
  const found = rule(experiment);
  return found?.kind === "warning" && found.field !== "data";
};

const warningsOf = (experiment: Experiment): Rule[] => RULES.filter((rule) => isBlocked(experiment, rule));

/** Whether the changes would give some setting another value. */
const asks = (experiment: Experiment, changes: Partial<Experiment>): boolean =>
  Object.entries(changes).some(([name, value]) => experiment[name as keyof Experiment] !== value);
