/** Compares how long the networks wait before they learn with the length of the run. */
import { learningRate } from "../../workloads/mf/rates.ts";
import { narrowDelay } from "../../math/escape.ts";
import { expectedEscapes, stepsFor, usualSteps } from "../../workloads/mf/config/defaults.ts";
import { hasStabilityLimit, type Experiment, type NetworkName } from "../../workloads/mf/config/fields.ts";
import { changeExperiment } from "../change.ts";
import { formatCount } from "../format.ts";
import { trains, warning, type Rule, note, roundUp, to, toUsual, usual, type Remedy } from "./rule.ts";
import { toSafeRate } from "./training.ts";

/** They start like the original, so at the same rate and full width they wait as long. */
const ALIKE: readonly NetworkName[] = ["original", "yaras", "thin", "galore"];

/** How many times as long a network waits because its layers are narrower than the data. */
export function delayOf(e: Experiment, id: NetworkName): number {
  const { rows, cols, width, depth, epsilon, gamma } = e;
  if (width >= Math.max(rows, cols)) return 1;
  const overlap = (side: number): number => Math.sqrt(Math.min(1, width / side));
  const layers = { depth, epsilon, input: overlap(cols), output: overlap(rows) };
  return narrowDelay(id === "yaras" ? { ...layers, gamma } : layers);
}

/**
 * Number of steps after which the slowest network should have learned half of σ₁, and half of σ_r. A network that
 * will never learn them does not count; other advice covers it.
 */
function slowest(e: Experiment): { readonly first: number; readonly last: number } | undefined {
  const waits = ALIKE.filter((id) => trains(e, id)).flatMap((id) => {
    const wide = expectedEscapes(e, learningRate(e, id));
    const delay = wide ? delayOf(e, id) : Infinity;
    return wide && delay < Infinity ? [{ first: delay * wide.first, last: delay * wide.last }] : [];
  });
  if (waits.length === 0) return undefined;
  return {
    first: Math.max(...waits.map(({ first }) => first)),
    last: Math.max(...waits.map(({ last }) => last)),
  };
}

/** Largest number of steps that a button offers. */
export const MAX_STEPS = 100_000;
/** Allows for the time after half of σ_r has been learned, and for errors of the estimate. */
const MARGIN = 1.3;

/**
 * A number of steps that should be enough for every network to learn; undefined if the wait is not known
 * beforehand. A small number that is rounded to two digits may have a fraction. Real data get at least the
 * default number of steps, because more is learned after the first singular value.
 */
export function stepsToLearn(e: Experiment): number | undefined {
  const expected = slowest(e);
  return (
    expected &&
    Math.max(Math.ceil(roundUp(MARGIN * expected.last)), e.data === "random" ? 0 : usual(e, "steps"))
  );
}

/** Remedies for a longer wait than usual. */
function shorter(e: Experiment): Remedy[] {
  const remedies = [
    toUsual(e, "width"),
    toUsual(e, "epsilon"),
    toSafeRate(e),
    toUsual(e, "depth"),
    toUsual(e, "smallest"),
  ];
  if (trains(e, "yaras") && e.rateMode === "perNetwork" && e.gamma > usual(e, "gamma"))
    remedies.push(toUsual(e, "gamma"));
  return remedies;
}

/** A longer wait is not given as a number of steps: nobody trains so long, and the estimate may be infinite. */
const COUNTABLE = 1e9;

const waitTooLong: Rule = (e) => {
  const expected = slowest(e);
  if (!expected || 1.1 * expected.last <= e.steps) return undefined;
  const { first, last } = expected;
  const enough = stepsToLearn(e) ?? Infinity;
  const remedies = [...(enough <= MAX_STEPS ? [to("steps", enough)] : []), ...shorter(e)];
  const at = (step: number): string =>
    step < COUNTABLE
      ? `at about step ${formatCount(roundUp(step))}`
      : `after more than ${formatCount(COUNTABLE)} steps`;
  return warning(
    "steps",
    first > e.steps
      ? `Learning should start ${at(first)}; this run stops at ${formatCount(e.steps)}.`
      : `The smallest singular value should be learned ${at(last)}; this run stops at ${formatCount(e.steps)}.`,
    remedies,
  );
};

/** Remedies for many chosen steps or runs. */
export const fewer = (e: Experiment): Remedy[] => [
  ...(e.steps > usual(e, "steps") ? [toUsual(e, "steps")] : []),
  ...(e.seeds > 1 ? [to("seeds", 1)] : []),
];

/** Remedies that restore a default and shorten the run. */
export const shortening = (e: Experiment): Remedy[] =>
  [toUsual(e, "steps"), ...shorter(e)].filter(
    ({ changes }) => changeExperiment(e, changes).config.steps < e.steps,
  );

const longerRun: Rule = (e) => {
  const usually = usualSteps(e);
  const causes = e.smallest < usual(e, "smallest") ? "depth, rate, ε and σᵣ" : "depth, rate and ε";
  return e.steps > usually && e.steps === stepsFor(e)
    ? note(
        "steps",
        `The run has ${formatCount(e.steps)} steps instead of ${formatCount(usually)}, because the networks learn later at this ${causes}.`,
        shortening(e),
      )
    : undefined;
};

/** Adam and RMSprop move a weight by about η per step, and weights must move about this far to learn. */
const NEEDED_MOVE = 0.1;

const adaptiveTooSlow: Rule = (e) =>
  !hasStabilityLimit(e) && e.rate * e.steps < NEEDED_MOVE
    ? warning(
        "rate",
        `This optimizer moves each weight by about η in a step: with η = ${e.rate} and ${formatCount(e.steps)} steps nothing is learned.`,
        [toUsual(e, "steps"), toUsual(e, "rate")],
      )
    : undefined;

export const WAIT_RULES: readonly Rule[] = [waitTooLong, longerRun, adaptiveTooSlow];
