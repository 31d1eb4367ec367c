/**
 * The speed of the current run, from the measured time per step. If the run would take minutes, a smaller
 * experiment is offered.
 */
import type { Experiment } from "../../experiment/experiment.ts";
import { smallerToFit } from "../../experiment/smaller.ts";
import type { PlaygroundState } from "../state.ts";
import { stepsPerSecond } from "./speed.ts";

interface Pace {
  readonly perSecond: number;
  /** Time until the run's last step; 0 beyond it. */
  readonly secondsLeft: number;
}

type Seen = Pick<PlaygroundState, "networks" | "run" | "speed" | "step">;

/** Undefined until the time per step is known. */
export function paceOf(state: Seen): Pace | undefined {
  if (!state.run) return undefined;
  const { steps } = state.run.experiment;
  return pace(state, Math.min(perSecondAtMost(state), stepsPerSecond(state.speed, steps)));
}

function pace({ run, step }: Seen, perSecond: number): Pace | undefined {
  const left = Math.max(0, (run?.experiment.steps ?? 0) - step);
  return perSecond > 0 ? { perSecond, secondsLeft: left / perSecond } : undefined;
}

/** Largest number of steps per second of all networks on this device; NaN until known. */
function perSecondAtMost({ networks, run }: Seen): number {
  const seeds = run?.experiment.seeds ?? 1;
  const training = networks.filter(({ progress }) => !progress?.diverged);
  return 1000 / (seeds * training.reduce((sum, { msPerStep }) => sum + msPerStep, 0));
}

/** A run that takes longer comes with an offer of a smaller size … */
const SLOW_SECONDS = 120;
/** … that takes about this long. */
const WANTED_SECONDS = 60;

/** Whether the device needs minutes for the rest, whatever speed the user has chosen. */
export function slowRun(state: Seen): (Pace & { readonly smaller?: Experiment }) | undefined {
  const slow = pace(state, perSecondAtMost(state));
  if (!state.run || !slow || slow.secondsLeft <= SLOW_SECONDS) return undefined;
  const { experiment } = state.run;
  // A step costs about d³ operations, and a matrix has d² entries.
  const whole = experiment.steps / slow.perSecond;
  const smaller = smallerToFit(experiment, (WANTED_SECONDS / whole) ** (2 / 3));
  return { ...slow, ...(smaller && { smaller }) };
}
