/**
 * Describes the run in words, from its own numbers only: how the compared network does beside the original. The
 * text separates counted work from measured time. Two numbers count as equal only if the shown digits agree.
 */
import { hasLearned, isOscillating, keepsLearned } from "../../training/progress.ts";
import { hasStabilityLimit, type NetworkName } from "../../workloads/mf/config/fields.ts";
import { compareTo, formatCount, formatDb, formatError, formatTimes } from "../format.ts";
import { psnrOf } from "./psnr.ts";
import { comparedOf, networkNow, shortName, type NetworkNow, type LoadedRun } from "../kinds/matrix-state.ts";

/** A result as the page shows it: the model, a prominent number, and the rest of the sentence. */
export interface RunVerdict {
  /** The model that the sentence is about, if it is about one. */
  readonly model?: string;
  /** The number. Absent while there is no result. */
  readonly number?: string;
  /** Whether the number says by how much a model is behind. */
  readonly isBehind?: boolean;
  readonly text: string;
}

/** Errors are worth mentioning if they differ by this factor. */
const BEHIND = 1.1;
/** Smallest difference in dB that shows in a sentence with one decimal. */
const LEVEL_DB = 0.05;

/** Fractions of the stability limit are worth mentioning if they differ by this factor. */
const CLOSER = 1.1;

/**
 * At the same η, α > 1 brings Kwon's network closer to its limit than the original is to its own. The number of
 * steps alone does not show how much of the lead comes from that.
 */
function shareSentence(run: LoadedRun, shown: readonly NetworkNow[]): string {
  const [original, kwon] = (["original", "kwon"] as const).map((id) =>
    shown.find((network) => network.id === id && !network.progress?.diverged),
  );
  if (!original || !kwon || !hasStabilityLimit(run.config)) return "";
  if (!(kwon.stabilityFraction > CLOSER * original.stabilityFraction)) return "";
  const percent = (network: NetworkNow): string => `${Math.round(100 * network.stabilityFraction)} %`;
  return `At this η, the spectral start uses ${percent(kwon)} of its stability limit and the original ${percent(original)} of its own, so steps alone are not a fair comparison.`;
}

/** The compared network's result beside the original's. Undefined until there is a result. */
export function verdict(
  run: LoadedRun,
  networks: readonly NetworkNow[],
  wanted: NetworkName,
): RunVerdict | undefined {
  const id = comparedOf(networks, wanted);
  const original = networkNow(networks, "original");
  const other = id && networkNow(networks, id);
  if (!original?.progress || !other?.progress) return aloneVerdict(run, networks);
  const lost = [other, original].find(({ progress }) => progress?.diverged);
  if (lost)
    return { model: lost.id, number: "Diverged", text: `at step ${formatCount(lost.progress?.step ?? 0)}.` };
  const work = compareTo(
    original.flopsPerStep,
    other.flopsPerStep,
    "fewer FLOPs",
    "more FLOPs",
    "as many FLOPs",
  );
  if (other.progress.step === 0) return { text: "Ready: both networks start from one seed." };
  if (!saves(original, other)) {
    const left = saves(original) ? shortName(other.id) : saves(other) && "The original";
    return {
      model: other.id,
      number: resultText(run, other),
      text: `${resultName(run)}; the original ${resultText(run, original)}. ${left || "Neither"} ${unlearnedText([original, other], !left)}.`,
    };
  }
  const result =
    run.psnrAtOne === undefined
      ? errorVerdict(original, other, work)
      : psnrVerdict(original, other, run.psnrAtOne, work);
  const share = shareSentence(run, [original, other]);
  return share ? { ...result, text: `${result.text} ${share}` } : result;
}

function aloneVerdict(run: LoadedRun, networks: readonly NetworkNow[]): RunVerdict | undefined {
  const [only] = networks;
  return only?.progress && { model: only.id, number: resultText(run, only), text: resultName(run) };
}

/** The milestones, written as on the chart’s axis. */
const POWERS = { "1e-3": "10⁻³", "1e-2": "10⁻²" } as const;

/** `18×` as the number, followed by `fewer FLOPs per step`. */
function workVerdict(id: NetworkName, work: string, text: string): RunVerdict {
  const [number = "", ...words] = work.split(" ");
  return { model: id, number, text: `${words.join(" ")} per step${text}` };
}

/** The steps at which both networks reached the smallest error that both have reached. */
export function sameError(original: NetworkNow, other: NetworkNow) {
  for (const milestone of ["1e-3", "1e-2"] as const) {
    const [from, to] = [original, other].map(({ progress }) => progress?.iterationsTo[milestone] ?? 0);
    if (from && to) return { name: POWERS[milestone], original: from, other: to };
  }
  return undefined;
}

/** Numbers of steps count as the same if they differ by less than this factor. */
const AS_MANY = 1.05;

function errorVerdict(original: NetworkNow, other: NetworkNow, work: string): RunVerdict {
  const [error, of] = [errorOf(other), errorOf(original)];
  const same = sameError(original, other);
  if (same) {
    const total = compareTo(
      same.original * original.flopsPerStep,
      same.other * other.flopsPerStep,
      "less work",
      "more work",
      "the same work",
    );
    const [, number, what = total] = /^(\S+×) (.*)$/.exec(total) ?? [];
    const ratio = same.other / same.original;
    const steps =
      Math.max(ratio, 1 / ratio) < AS_MANY
        ? "about as many steps"
        : ratio > 1
          ? `${formatTimes(ratio)}× as many steps`
          : `${formatTimes(1 / ratio)}× fewer steps`;
    return {
      model: other.id,
      ...(number && { number }),
      text: `${what} to error ${same.name}: ${work} per step, ${steps} (${formatCount(same.other)}, the original ${formatCount(same.original)}).`,
    };
  }
  const ratio = error / of;
  const errors = `(${formatError(error)}, the original ${formatError(of)})`;
  if (ratio > BEHIND)
    return {
      model: other.id,
      number: `${formatTimes(ratio)}×`,
      isBehind: true,
      text: `the original’s recovery error ${errors}, with ${work} per step.`,
    };
  return workVerdict(
    other.id,
    work,
    `. Its error is ${formatError(error)}, the original’s ${formatError(of)}.`,
  );
}

function psnrVerdict(original: NetworkNow, other: NetworkNow, psnrAtOne: number, work: string): RunVerdict {
  const best = ({ progress }: NetworkNow) => psnrOf(psnrAtOne, progress?.best ?? NaN) ?? NaN;
  const difference = best(original) - best(other);
  if (Math.abs(difference) < LEVEL_DB)
    return {
      model: other.id,
      number: "Level",
      text: `with the original when each is at its best, within ${LEVEL_DB} dB, with ${work} per step.`,
    };
  return {
    model: other.id,
    number: `${formatDb(Math.abs(difference))} dB`,
    text: `${difference > 0 ? "behind" : "ahead of"} the original when each is at its best (${formatDb(best(other))} and ${formatDb(best(original))} dB), with ${work} per step.`,
  };
}

/** The quantity beside the pictures: PSNR of the hidden pixels if it is defined, else recovery error. */
export function resultText({ psnrAtOne }: LoadedRun, { progress }: NetworkNow): string {
  const error = progress?.headline ?? NaN;
  const dB = psnrOf(psnrAtOne, error);
  if (progress?.diverged) return "diverged";
  return dB === undefined ? formatError(error) : `${formatDb(dB)} dB`;
}

export const resultName = ({ psnrAtOne }: LoadedRun): string =>
  psnrAtOne === undefined ? "recovery error" : "on the hidden pixels";

/** Says how the page shows and counts the missing cells of a user file. Undefined if none is missing. */
export function missingText(run: LoadedRun | undefined): string | undefined {
  const { rows = 0, cols = 0, observedCount = 0, validationCount = 0, missingCount = 0 } = run ?? {};
  if (missingCount === 0) return undefined;
  const tested = rows * cols - missingCount - observedCount - validationCount;
  return `Missing cells have the colour of hidden ones. ${formatCount(missingCount)} are missing; the networks see ${formatCount(observedCount)} values and are tested on ${formatCount(tested)}.`;
}

/** Whether all these networks have learned and have kept what they learned. Otherwise their savings are worthless. */
export const saves = (...networks: readonly NetworkNow[]): boolean =>
  networks.every(({ progress }) => progress !== undefined && keepsLearned(progress));

/** Whether all these networks have learned at some step. */
export const isComparable = (...networks: readonly NetworkNow[]): boolean =>
  networks.every(({ progress }) => progress !== undefined && hasLearned(progress));

/** Below this fraction of its first loss a network has fitted a part of its data. */
const FITTED = 0.5;

export const hasFitted = ({ progress }: Pick<NetworkNow, "progress">): boolean =>
  progress !== undefined && progress.loss < FITTED * progress.lossAtStart;

function unlearnedText(networks: readonly NetworkNow[], isNeither: boolean): string {
  const unlearned = networks.filter((network) => !saves(network));
  if (isComparable(...unlearned))
    return isNeither ? "has kept what it had learned" : "has not kept what it had learned";
  if (unlearned.some((network) => !isComparable(network) && hasFitted(network)))
    return `has learned ${isNeither ? "anything" : "nothing"} beyond the data that it sees`;
  return isNeither ? "has begun to learn" : "has not begun to learn";
}

/** Whether the network's error oscillates without a trend. */
export const oscillates = ({ progress }: NetworkNow): boolean =>
  progress !== undefined && isOscillating(progress);

const errorOf = ({ progress }: NetworkNow): number => progress?.headline ?? NaN;
