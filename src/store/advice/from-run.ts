/** Advice that follows from the run itself: its networks have learned, or it has ended too early. */
import { isReal, smallestSigma } from "../../workloads/mf/config/defaults.ts";
import type { Experiment } from "../../workloads/mf/config/fields.ts";
import { keepsLearned, MILESTONES } from "../../training/progress.ts";
import { formatCount, formatError } from "../format.ts";
import { hasFitted, isComparable } from "../run/headline.ts";
import {
  shortName,
  comparedOf,
  isOutdated,
  type NetworkNow,
  type PlaygroundState,
} from "../kinds/matrix-state.ts";
import type { MatrixData } from "../kinds/matrix-data.ts";
import { hasEnded } from "../state.ts";
import { messagesFor, type Advice } from "./advice.ts";
import { MAX_STEPS, stepsToLearn } from "./waits.ts";
import { note, roundDown, roundUp, to, toUsual, usual, warning, type Remedy } from "./rule.ts";

export { adviceFor, calmed, quickerRuns, whyDiverged } from "./advice.ts";

type Now = Pick<
  PlaygroundState,
  "config" | "run" | "status" | "isRestarting" | "step" | "models" | "compared" | "lesson"
>;

/**
 * Below this recovery error a network has learned the matrix. A photograph whose mean gives 12 dB then has 18 dB
 * or more. A network that has learned nothing stays at a recovery error of 1.
 */
export const learnedBelow = (e: Experiment): number => (isReal(e) ? 0.5 : 0.1);

/** Below this recovery error a network never counts as behind, because rounding may decide where it ends. */
const FINE = 1e-3;
/** At this ratio or more, an error is far above the best network’s. */
const FAR_BEHIND = 3;
/** Below this recovery error a network has learned σ_r, too: without it, the error would be at least σ_r / (σ₁ √r). */
const withSmallest = (e: Experiment): number => smallestSigma(e) / (2 * Math.sqrt(e.rank));

/**
 * Whether the run has ended and every network has learned the matrix, so that warnings to the contrary no longer
 * apply. They still apply if a network ends far above the best one, because a warning may name the cause. They
 * also apply during training, because a rate may still change.
 */
export const hasRecovered = (
  state: Pick<Now, "config" | "run" | "status" | "isRestarting" | "models">,
): boolean => {
  const errors = state.models.map(({ progress }) =>
    progress && !progress.diverged ? progress.headline : Infinity,
  );
  const { config } = state;
  const behind = Math.max(FINE, FAR_BEHIND * Math.min(...errors));
  const most = Math.min(behind, learnedBelow(config), isReal(config) ? Infinity : withSmallest(config));
  return hasEnded(state) && errors.length > 0 && errors.every((error) => error < most) && !isOutdated(state);
};

/** The messages of a kind that the page shows now. Warnings end when the run refutes them. */
export function messagesNow(kind: Advice["kind"], state: Now, data: MatrixData): readonly Advice[] {
  const expected = hasRecovered(state) ? [] : messagesFor("warning", state.config, state.run);
  const overfit = overfitting(state);
  // Networks that overfit have not been waiting to learn, and more steps do not help them.
  const left = overfit ? expected.filter(({ field }) => field !== "steps") : expected;
  const early = overfit ?? endedEarly(state, data, left);
  if (kind === "note") {
    const why = left.length === 0 && !early ? whyNoLower(state, data) : undefined;
    return [...(why ? [why] : []), ...messagesFor("note", state.config, state.run)];
  }
  // Warnings about settings come first, because a setting may be the reason why the error still falls.
  return early ? [...left, early] : left;
}

/** An error below this value needs no explanation. */
const ENDS_ABOVE = 1e-2;
/** An error that fell by this fraction in the last tenth of the run may fall further in a longer run. */
const FALLS = 0.005;
/** Up to this ratio, an error counts as equal to the error of the best approximation of the rank. */
const AT_BEST = 1.25;
/** A network fits its entries if its train error is below this fraction of its recovery error. */
const FITS = 1 / 3;

/**
 * Says why a run on a user file ends above an error of 10⁻²: the rest of the matrix needs a larger rank, the
 * entries that the networks see do not determine the others, or the error falls slowly. Other data have a known
 * rank, or a message of their own.
 */
function whyNoLower(state: Now, data: MatrixData): Advice | undefined {
  const { config, run, status, step, models, lesson } = state;
  if (config.data !== "file" || status !== "finished" || isOutdated(state) || lesson) return undefined;
  const [best] = models
    .filter(({ progress }) => progress && !progress.diverged)
    .toSorted((a, b) => errorOf(a) - errorOf(b));
  if (!best?.progress || !(errorOf(best) >= ENDS_ABOVE)) return undefined;
  const { headline: error, loss } = best.progress;
  const name = `${shortName(best.id)} ends at ${formatError(error)}`;
  const { bestRank } = run ?? {};
  if (bestRank && error <= AT_BEST * bestRank.error)
    return note(
      "rank",
      `${name}, close to the error of the best approximation of rank ${formatCount(bestRank.rank)}, ${formatError(bestRank.error)}. The rest of your matrix needs a larger rank, or it is noise.`,
    );
  if (config.task !== "mf" && loss < FITS * error)
    return note(
      "observed",
      `${name}, with a train error of ${formatError(loss)}: it fits the entries that it sees, but they do not determine the others. There are too few of them for a rank of ${formatCount(config.rank)}, or the matrix is noisy.`,
      moreSeen(config),
    );
  const fall = lateFall(data, best.id, step);
  return Number.isFinite(fall)
    ? note(
        "steps",
        `${name}. In the last tenth of the steps its error fell by ${(100 * Math.max(0, fall)).toFixed(1)} %.`,
        fall >= FALLS ? [to("steps", Math.min(MAX_STEPS, roundUp(2 * step)))] : [],
      )
    : undefined;
}

/** Shows half of the hidden entries, if the run hides any. */
const moreSeen = ({ task, mask, observed }: Experiment): Advice["remedies"] =>
  task === "mc" && mask !== "drawn" && observed < 1 ? [to("observed", roundDown((1 + observed) / 2))] : [];

const errorOf = ({ progress }: NetworkNow): number => progress?.headline ?? NaN;

/** Networks that fit the data seen and recover nothing else. Lessons and claims explain their own runs. */
function overfitting(state: Now): Advice | undefined {
  const { config, lesson } = state;
  if (!hasEnded(state) || isOutdated(state) || lesson) return undefined;
  const overfit = judgedNetworks(state).filter(isOverfit);
  if (overfit.length === 0) return undefined;
  const told = overfit
    .map(({ id, progress }) => `${shortName(id)} (train error ${formatError(progress?.loss)})`)
    .join(" and ");
  const [fits, sees] = overfit.length === 1 ? ["fits", "it sees"] : ["fit", "they see"];
  return warning(
    "observed",
    `${told} ${fits} the data that ${sees} and nothing beyond: this is overfitting. More steps do not help; more data or less noise may.`,
    config.data === "noise" ? [] : moreSeen(config),
  );
}

const isOverfit = ({ progress }: NetworkNow): boolean =>
  progress !== undefined && !keepsLearned(progress) && progress.loss < FITS * progress.headline;

/** The original and the compared network, unless they diverged. */
function judgedNetworks({ models, compared }: Now): readonly NetworkNow[] {
  const other = comparedOf(models, compared);
  return models.filter(({ id, progress }) => (id === "original" || id === other) && !progress?.diverged);
}

/** An error still falls if it has lost at least this fraction in the last tenth of the run. */
const STILL_FALLS = 0.05;
const LAST_PART = 0.9;

/**
 * Offers a longer run if this one has ended before its result was final: an error still falls, or a network has
 * not begun to learn and no other warning says why. Lessons and claims explain their runs themselves.
 */
function endedEarly(state: Now, data: MatrixData, warnings: readonly Advice[]): Advice | undefined {
  const { config, status, step, lesson } = state;
  const enough = Math.min(MAX_STEPS, Math.max(stepsToLearn(config) ?? 0, roundUp(2 * step)));
  if (status !== "finished" || isOutdated(state) || lesson || enough <= step) return undefined;
  const judged = judgedNetworks(state);
  const longer = to("steps", enough);
  const unlearned = warnings.length === 0 ? notLearned(judged, step) : undefined;
  const cause = unlearned === undefined ? undefined : causeOf(config);
  const falling = cause ? undefined : stillFalling(judged, (id) => lateFall(data, id, step));
  if (falling) return warning("steps", falling, [longer]);
  if (unlearned === undefined) return undefined;
  const { field = "steps", text = "A longer run may be enough.", remedies = [] } = cause ?? {};
  return warning(field, `${unlearned} ${text}`, [...remedies, longer]);
}

/** Advice on the setting that makes the wait unpredictable and perhaps endless, if there is such a setting. */
function causeOf(e: Experiment): Advice | undefined {
  if (e.weightDecay > 0)
    return warning(
      "weightDecay",
      "Weight decay shrinks the weights meanwhile, so a longer run may not help.",
      [toUsual(e, "weightDecay")],
    );
  return e.loss === "normalised"
    ? undefined
    : warning("loss", "With this scale of the loss, η as given may be far too small.", [toNormalised(e)]);
}

/** Restores the normalized loss and its default rate, because the given η belongs to another scale. */
function toNormalised(e: Experiment): Remedy {
  const changed: Experiment = { ...e, loss: "normalised" };
  const rateMode = usual(changed, "rateMode");
  return {
    label: "Use the normalized loss",
    changes: { loss: "normalised", rateMode, rate: usual({ ...changed, rateMode }, "rate") },
  };
}

/** The fraction of its recovery error that a network has lost in the last tenth of the run. */
function lateFall(data: MatrixData, id: NetworkNow["id"], step: number): number {
  const series = data.models.get(id)?.recovery;
  return series ? 1 - series.at(step) / series.at(Math.floor(LAST_PART * step)) : NaN;
}

function stillFalling(
  judged: readonly NetworkNow[],
  fallOf: (id: NetworkNow["id"]) => number,
): string | undefined {
  // If all networks have reached the finest milestone that any of them has reached, the verdict compares their
  // steps, and longer training changes it only at a finer milestone.
  const finest = MILESTONES.findLast((one) => judged.some((network) => hasReached(network, one)));
  if (finest && judged.every((network) => hasReached(network, finest))) return undefined;
  const falling = judged
    .map(({ id }) => ({ name: shortName(id), fall: fallOf(id) }))
    .filter(({ fall }) => fall >= STILL_FALLS);
  if (falling.length === 0) return undefined;
  const told = falling.map(({ name, fall }) => `${name} by ${Math.round(100 * fall)} %`).join(", ");
  return `The error was still falling when the run ended: ${told} in the last tenth of the steps. A longer run may change the result.`;
}

const hasReached = ({ progress }: NetworkNow, milestone: (typeof MILESTONES)[number]): boolean =>
  typeof progress?.iterationsTo[milestone] === "number";

function notLearned(judged: readonly NetworkNow[], step: number): string | undefined {
  const left = judged.filter((network) => !isComparable(network));
  if (left.length === 0) return undefined;
  const names = left.map(({ id }) => shortName(id)).join(" and ");
  const has = left.length === 1 ? "has" : "have";
  // Such networks have learned a part of the data that they see.
  const what = left.some(hasFitted) ? "learned nothing beyond the data seen" : "not begun to learn";
  return `${names} ${has} ${what} by step ${formatCount(step)}, where the run ends.`;
}
