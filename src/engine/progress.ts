/** What is remembered of a network's errors while it trains. Looks at every step. */
export const MILESTONES = ["1e-2", "1e-3"] as const;
export type Milestone = (typeof MILESTONES)[number];

export interface Progress {
  /** Step of the state that the errors belong to. */
  readonly step: number;
  readonly trainError: number;
  readonly recoveryError: number;
  readonly bestRecoveryError: number;
  readonly bestStep: number;
  /** Smallest t ≥ 0 with recovery error below the milestone. */
  readonly iterationsTo: Readonly<Record<Milestone, number | null>>;
  readonly diverged: boolean;
}

export const NO_PROGRESS: Progress = {
  step: 0,
  trainError: NaN,
  recoveryError: NaN,
  bestRecoveryError: Infinity,
  bestStep: 0,
  iterationsTo: { "1e-2": null, "1e-3": null },
  diverged: false,
};

/** A relative error above this is divergence: every start is near 1, and no stable run leaves that neighbourhood. */
const DIVERGED_ABOVE = 1e4;
export const hasDivergedAt = (trainError: number): boolean => !(trainError < DIVERGED_ABOVE);

/** Takes in consecutive errors, the first of them of `firstStep`; a state that was seen before may come again. */
export function followProgress(
  before: Progress,
  firstStep: number,
  train: ArrayLike<number>,
  recovery: ArrayLike<number>,
): Progress {
  let { step, trainError, recoveryError, bestRecoveryError, bestStep, diverged } = before;
  const iterationsTo = { ...before.iterationsTo };
  for (let i = 0; i < recovery.length; i++) {
    step = firstStep + i;
    trainError = train[i] as number;
    recoveryError = recovery[i] as number;
    diverged ||= hasDivergedAt(trainError);
    if (recoveryError < bestRecoveryError) {
      bestRecoveryError = recoveryError;
      bestStep = step;
    }
    for (const milestone of MILESTONES)
      if (iterationsTo[milestone] === null && recoveryError < Number(milestone))
        iterationsTo[milestone] = step;
  }
  return { step, trainError, recoveryError, bestRecoveryError, bestStep, iterationsTo, diverged };
}
