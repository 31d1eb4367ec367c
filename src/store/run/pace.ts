/**
 * The speed of the current run, from the measured time per step, and of the next one, from the last measured time. If a
 * run would take minutes, a smaller experiment is offered.
 */
import type { Experiment } from "../../experiment/experiment.ts";
import { smallerToFit } from "../../experiment/smaller.ts";
import { trainsOn } from "../change.ts";
import { isEarlierRun, isOutdated, type MeasuredStep, type PlaygroundState } from "../state.ts";
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

/** Undefined until the time per step of every network is known. */
export function measuredStep({
  run,
  networks,
}: Pick<PlaygroundState, "run" | "networks">): MeasuredStep | undefined {
  const ms = networks.reduce((sum, { msPerStep }) => sum + msPerStep, 0) * (run?.experiment.seeds ?? 1);
  const isWhole = networks.every(({ progress }) => !progress?.diverged);
  return run && isWhole && ms > 0 ? { experiment: run.experiment, backend: run.backend, ms } : undefined;
}

/** Approximate number of multiplications in one step of all networks. */
function workOf({ networks, rows, cols, width, depth, rHat, task, measurements, seeds }: Experiment): number {
  const chain = (inner: number, layers: number): number => cols * inner * ((layers - 2) * inner + rows);
  const each = networks.map((id) =>
    id === "original" || id === "galore"
      ? chain(width, depth)
      : id === "shallow"
        ? chain(Math.max(rows, cols), 2)
        : chain(2 * rHat, depth),
  );
  const sensing = task === "ms" ? networks.length * measurements * rows * cols : 0;
  return seeds * (sensing + each.reduce((sum, work) => sum + work, 0));
}

/** Shorter runs need no sentence beforehand. */
const WORTH_SAYING_SECONDS = 30;
/** A run that takes longer comes with an offer of a smaller size … */
const SLOW_SECONDS = 120;
/** … that takes about this long. */
const WANTED_SECONDS = 60;

interface Slow extends Pace {
  readonly smaller?: Experiment;
}

/** Whether the device needs minutes for the rest, whatever speed the user has chosen. */
export function slowRun(state: Seen): Slow | undefined {
  const slow = pace(state, perSecondAtMost(state));
  if (!state.run || !slow || slow.secondsLeft <= SLOW_SECONDS) return undefined;
  return { ...slow, ...smallerFor(state.run.experiment, slow.perSecond) };
}

interface Expected extends Slow {
  /** Whether it is an upper bound: a small run leaves most of a graphics card idle. */
  readonly isAtMost: boolean;
}

/**
 * The time until the end of a run whose own time per step is not known yet, judged by the last run on this engine. Undefined for a
 * short run.
 */
export function expectedRun(
  state: Seen & Pick<PlaygroundState, "experiment" | "status" | "measured">,
): Expected | undefined {
  const { experiment, measured } = state;
  if (!measured || (!isOutdated(state) && perSecondAtMost(state) > 0)) return undefined;
  const perSecond = (1000 / measured.ms) * (workOf(measured.experiment) / workOf(experiment));
  const done = isEarlierRun(state) && !trainsOn(state) ? 0 : state.step;
  const secondsLeft = (experiment.steps - done) / perSecond;
  if (!(secondsLeft > WORTH_SAYING_SECONDS)) return undefined;
  const smaller = secondsLeft > SLOW_SECONDS ? smallerFor(experiment, perSecond) : {};
  return { perSecond, secondsLeft, isAtMost: measured.backend === "webgpu", ...smaller };
}

/** A step costs about d³ operations, and a matrix has d² entries. */
function smallerFor(experiment: Experiment, perSecond: number): Pick<Slow, "smaller"> {
  const whole = experiment.steps / perSecond;
  const smaller = smallerToFit(experiment, (WANTED_SECONDS / whole) ** (2 / 3));
  return smaller ? { smaller } : {};
}
