/** Defaults that depend on the depth, so that an experiment at any depth learns within its run. */
import { escapeStep, shallowEscapeStep } from "../../../math/escape.ts";
import type { Experiment } from "./experiment.ts";

export const isPhoto = ({ data }: Experiment): boolean =>
  data === "alpine" || data === "canyon" || data === "noise";
/**
 * Whether the data are a picture or a user file. Their singular values fall slowly, so networks start larger and have
 * other rates.
 */
export const isReal = (e: Experiment): boolean => isPhoto(e) || e.data === "file";

/** Above this fraction of the stability limit a run may oscillate. A setting of exactly .8 does not count. */
export const SAFE_FRACTION = 0.8 + 1e-9;

/** Layers with a longer side are shown as stored, because their own directions would take too long during a run. */
export const OWN_DIRECTIONS_SIDE = 1024;

/** The curvature of networks with more weights is not measured in a run: it would take too much time and memory. */
export const CURVATURE_WEIGHTS = 4e5;

/** For Adam and RMSprop, no stability limit is known. */
export function hasStabilityLimit({ optimizer }: Experiment): boolean {
  return optimizer === "gd" || optimizer === "momentum";
}

/** ε at depth 3. */
const epsilonAtThree = (e: Experiment): number => (isReal(e) ? 0.1 : e.data === "airports" ? 0.05 : 0.02);

/**
 * ε with (L − 2) ε^{L−2} = ε₃, which makes the wait L/3 times as long as at depth 3. Rounded to two digits, so that every
 * JavaScript engine gives the same value.
 */
export function epsilonFor(e: Experiment): number {
  const inner = e.depth - 2;
  const atThree = epsilonAtThree(e);
  return inner < 2 ? atThree : Number(((atThree / inner) ** (1 / inner)).toPrecision(2));
}

/** η̂ of gradient descent. */
const usualRate = (e: Experiment): number => (isReal(e) ? 0.75 : e.data === "airports" ? 0.5 : 0.25);

/**
 * The default rate. With momentum, it is a tenth of gradient descent's rate. If all networks share η and β = .9, this
 * gives the same speed.
 */
export function rateFor(e: Experiment): number {
  if (!hasStabilityLimit(e)) return 1e-3;
  return e.optimizer === "momentum" ? usualRate(e) / 10 : usualRate(e);
}

/** Number of steps at depth 3 for this data, task and kind of vectors, with all other settings at their defaults. */
export function usualSteps({ data, task, vectors }: Experiment): number {
  if (data === "airports") return 2500;
  if (data === "canyon") return 500;
  if (data !== "random") return 400;
  return task === "mc" && vectors === "haar" ? 2000 : 1500;
}

/** σ_r / σ₁ of the target, if known beforehand; 1 if only the size of σ₁ is known. */
export function smallestSigma({ data, spectrum, smallest, sigmas, rank }: Experiment): number {
  if (data !== "random" || rank === 1) return 1;
  if (spectrum === "linspace" || spectrum === "geometric") return smallest;
  const positive = sigmas.slice(0, rank).filter((sigma) => sigma > 0);
  return spectrum === "list" && positive.length > 0 ? Math.min(...positive) / Math.max(...sigmas) : 1;
}

/**
 * Number of steps after which a network with the original's depth and initialization, trained with `eta`,
 * should have learned half of σ₁, and half of σ_r. Undefined if the wait is not known beforehand: Adam and
 * RMSprop move by η whatever the gradient, and with other loss scales the wait depends on the data.
 */
export function expectedEscapes(
  e: Experiment,
  eta = etaOf(e),
): { readonly first: number; readonly last: number } | undefined {
  if (!isWaitKnown(e)) return undefined;
  const [beta, smallest] = [betaOf(e), smallestSigma(e)];
  const shallow = (sigma: number): number => shallowEscapeStep(eta, sigma, e.epsilon, beta);
  if (e.depth === 2) return { first: shallow(1), last: shallow(smallest) };
  const first = escapeStep(e.depth, eta / (1 - beta), 1, e.epsilon);
  return { first, last: first / smallest };
}

const etaOf = ({ rateMode, rate, depth }: Experiment): number =>
  rateMode === "raw" ? rate : (rate * 2) / depth;
const betaOf = ({ optimizer, beta }: Experiment): number => (optimizer === "momentum" ? beta : 0);
const isWaitKnown = (e: Experiment): boolean => hasStabilityLimit(e) && e.loss === "normalised";

/**
 * Whether the original ends at the error that its initialization leaves, ρ^L √(d − 2r) / ‖Φ‖. It did within 4 % in our
 * runs of factorization (L = 2…7, square and not, three seeds each). Elsewhere more remains: on completion 1.02 to 130
 * times as much (most with few entries, and at depth 2), and on sensing 4 to 55 times. Noise and weight decay leave their
 * own errors. Other widths leave .7 times as much.
 */
export const endsAtStartFloor = (e: Experiment): boolean =>
  e.data === "random" &&
  e.task === "mf" &&
  e.noise === 0 &&
  e.weightDecay === 0 &&
  e.start === "orthogonal" &&
  e.width === Math.max(e.rows, e.cols);

/** Up to this factor, the page lengthens a run without asking. Beyond it, the page tells the user first. */
const LONGEST = 4;

/** The usual number of steps, multiplied by the last singular value's wait for aligned layers, relative to depth 3. */
export function stepsFor(e: Experiment): number {
  const last = isWaitKnown(e)
    ? escapeStep(e.depth, etaOf(e) / (1 - betaOf(e)), 1, e.epsilon) / smallestSigma(e)
    : 0;
  const usual = { first: escapeStep(3, (usualRate(e) * 2) / 3, 1, epsilonAtThree(e)), sigma: 0.5 };
  const usualLast = e.data === "random" ? usual.first / usual.sigma : usual.first;
  const factor = Math.min(LONGEST, Math.max(1, last / usualLast));
  return Number((usualSteps(e) * factor).toPrecision(2));
}
