/** What is remembered of a network's errors while it trains. Looks at every step. */
export const MILESTONES = ["1e-2", "1e-3"] as const;
export type Milestone = (typeof MILESTONES)[number];

export interface Validation {
  readonly step: number;
  readonly error: number;
  readonly best: number;
  readonly bestStep: number;
}

/** Steps between two looks at the validation error: the first is at step 0. */
export const VALIDATION_GAP = 10;
/** Before this error nothing has been learned, and standing still means nothing. */
const BEGUN = 0.9;

export interface Progress {
  /** Step of the state that the errors belong to. */
  readonly step: number;
  readonly trainError: number;
  readonly recoveryError: number;
  readonly bestRecoveryError: number;
  readonly bestStep: number;
  /** Smallest t ≥ 0 with recovery error below the milestone. */
  readonly iterationsTo: Readonly<Record<Milestone, number | null>>;
  /** Of entries set apart, at the last look at them, and the least so far; absent where there are none. */
  readonly validation?: Validation;
  readonly diverged: boolean;
  /** Mean rise and mean fall of ln train error per step, over about the last OSCILLATION.memory steps; both ≥ 0. */
  readonly rise: number;
  readonly fall: number;
}

export const NO_PROGRESS: Progress = {
  step: 0,
  trainError: NaN,
  recoveryError: NaN,
  bestRecoveryError: Infinity,
  bestStep: 0,
  iterationsTo: { "1e-2": null, "1e-3": null },
  diverged: false,
  rise: 0,
  fall: 0,
};

/** A relative error above this is divergence: every start is near 1, and no stable run leaves that neighbourhood. */
const DIVERGED_ABOVE = 1e4;
export const hasDivergedAt = (trainError: number): boolean => !(trainError < DIVERGED_ABOVE);

const OSCILLATION = {
  memory: 64,
  /** A rise of this much per step is no rounding … */
  rise: 0.005,
  /** … unless nothing is left to learn in float32. */
  floor: 1e-5,
  /** Neither rises nor falls are more than this many times the other: the error stays where it is. */
  balance: 2,
};

/** Whether the train error goes up and down without leaving its neighbourhood, as beyond the largest stable rate. */
export function isOscillating({ diverged, trainError, rise, fall }: Progress): boolean {
  const { floor, balance } = OSCILLATION;
  return (
    !diverged &&
    trainError > floor &&
    rise > OSCILLATION.rise &&
    rise < balance * fall &&
    fall < balance * rise
  );
}

/**
 * Takes in consecutive errors, the first of them of `firstStep`; a state that was seen before may come again. Ends at the
 * step of divergence: what comes after means nothing.
 */
export function followProgress(
  before: Progress,
  firstStep: number,
  train: ArrayLike<number>,
  recovery: ArrayLike<number>,
): Progress {
  let { step, trainError, recoveryError, bestRecoveryError, bestStep, diverged, rise, fall } = before;
  const iterationsTo = { ...before.iterationsTo };
  for (let i = 0; i < recovery.length && !diverged; i++) {
    const change = firstStep + i > step ? Math.log((train[i] as number) / trainError) : NaN;
    if (Number.isFinite(change)) {
      rise += (Math.max(0, change) - rise) / OSCILLATION.memory;
      fall += (Math.max(0, -change) - fall) / OSCILLATION.memory;
    }
    step = firstStep + i;
    trainError = train[i] as number;
    recoveryError = recovery[i] as number;
    diverged = hasDivergedAt(trainError);
    if (recoveryError < bestRecoveryError) {
      bestRecoveryError = recoveryError;
      bestStep = step;
    }
    for (const milestone of MILESTONES)
      if (iterationsTo[milestone] === null && recoveryError < Number(milestone))
        iterationsTo[milestone] = step;
  }
  return {
    ...before,
    step,
    trainError,
    recoveryError,
    bestRecoveryError,
    bestStep,
    iterationsTo,
    diverged,
    rise,
    fall,
  };
}

/** Whether anything of the target has been recovered: without it, what a network saves is no saving. */
export const hasLearned = ({ diverged, bestRecoveryError }: Progress): boolean =>
  !diverged && bestRecoveryError < BEGUN;

/** Takes in a look at the entries set apart, at the present step. */
export function withValidation(progress: Progress, error: number): Progress {
  const { step, validation } = progress;
  const isBest = !(validation && validation.best <= error);
  const { best, bestStep } = isBest ? { best: error, bestStep: step } : validation;
  return { ...progress, validation: { step, error, best, bestStep } };
}

/** Whether something was learned and the validation error has come to no new least in the last `patience` steps. */
export const isPastBest = ({ trainError, validation }: Progress, patience: number): boolean =>
  validation !== undefined && trainError < BEGUN && validation.step - validation.bestStep >= patience;
