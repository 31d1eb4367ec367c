/**
 * Estimates the speed of the current run from its measured time per step. The speed of the next run comes from
 * the last measured time or, before any measurement, from a guess. If a run would take minutes, a smaller
 * experiment is offered.
 */
import type { Experiment } from "../../workloads/mf/config/fields.ts";
import type { RunConfig } from "../../training/plan.ts";
import { smallerToFit } from "../../workloads/mf/config/smaller.ts";
import { MF } from "../kinds/mf.ts";
import { trainsOn } from "../config.ts";
import { isEarlierRun, isOutdated, type PlaygroundState } from "../kinds/matrix-state.ts";
import { stepsPerSecond } from "./speed.ts";

interface Pace {
  readonly perSecond: number;
  /** Time until the run's last step; 0 beyond it. */
  readonly secondsLeft: number;
}

/** The state of any workload's run. */
interface Paced {
  readonly run: { readonly config: RunConfig & { readonly seconds?: unknown } } | undefined;
  readonly models: readonly Pick<PlaygroundState["models"][number], "progress" | "msPerStep">[];
  readonly speed: PlaygroundState["speed"];
  readonly step: number;
}

type Seen = Pick<PlaygroundState, "models" | "run" | "speed" | "step">;

/** Undefined until the time per step is known. */
export function paceOf(state: Paced): Pace | undefined {
  if (!state.run) return undefined;
  const { steps } = state.run.config;
  return pace(state, Math.min(perSecondAtMost(state), stepsPerSecond(state.speed, steps)));
}

function pace({ run, step }: Paced, perSecond: number): Pace | undefined {
  if (!run || !(perSecond > 0)) return undefined;
  const left = Math.max(0, run.config.steps - step);
  return { perSecond, secondsLeft: withinLimit(run.config, left / perSecond) };
}

/** A run takes no longer than its time limit, if it has one. */
const withinLimit = ({ seconds }: { readonly seconds?: unknown }, needed: number): number =>
  typeof seconds === "number" && seconds > 0 ? Math.min(needed, seconds) : needed;

/** Largest number of steps per second of all networks on this device; NaN until known. */
function perSecondAtMost({ models, run }: Paced): number {
  const seeds = run?.config.seeds ?? 1;
  const training = models.filter(({ progress }) => !progress?.diverged);
  return 1000 / (seeds * training.reduce((sum, { msPerStep }) => sum + msPerStep, 0));
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

/** The time of a shorter run is not announced. */
const WORTH_SAYING_SECONDS = 30;
/** If a run takes longer, the page offers a smaller size, or fewer steps if the data have only one size … */
export const SLOW_SECONDS = 120;
/** … with which a run takes about this long. */
const WANTED_SECONDS = 60;

interface Slow extends Pace {
  readonly smaller?: Experiment;
}

/** The pace at full speed, and a smaller experiment, if the device needs minutes for the remaining steps. */
export function slowRun(state: Seen): Slow | undefined {
  const slow = pace(state, perSecondAtMost(state));
  if (!state.run || !slow || slow.secondsLeft <= SLOW_SECONDS) return undefined;
  return { ...slow, ...smallerFor(state.run.config, slow.perSecond) };
}

/** Multiplications per second, as `workOf` counts them, on two cores at 128 to 2,048 rows: docs/benchmarks.md. */
const USUAL_PER_SECOND = { cpu: 7e9, softwareAdapter: 4e8 } as const;

/**
 * The source of an expectation: the last measured run, or the usual speed of an engine. A run measured on WebGPU gives
 * an upper bound, because a small run leaves most of a graphics card idle.
 */
type Basis = "measured" | "measuredOnGpu" | keyof typeof USUAL_PER_SECOND;

export interface Expected extends Slow {
  readonly basis: Basis;
  /** Whether the engine is not known yet, so that it may be a graphics card, which is faster. */
  readonly mayBeFaster: boolean;
}

type Expecting = Seen & Pick<PlaygroundState, "config" | "status" | "isRestarting" | "measured" | "backend">;

/**
 * The time until the end of a run whose own time per step is not known yet. Undefined for a short run, and on a graphics
 * card before any run was measured there, and for a run on the known entries of a file.
 */
export function expectedRun(state: Expecting): Expected | undefined {
  const { config } = state;
  // Its work follows from the number of known entries, which the settings do not hold.
  if (config.entries === "known") return undefined;
  const engine = expectedEngine(state);
  if (!engine || (!isOutdated(state) && perSecondAtMost(state) > 0)) return undefined;
  const { work, ...facts } = engine;
  const perSecond = work / workOf(config);
  const done = isEarlierRun(state) && !trainsOn(MF, state) ? 0 : state.step;
  const secondsLeft = withinLimit(config, (config.steps - done) / perSecond);
  if (!(secondsLeft > WORTH_SAYING_SECONDS)) return undefined;
  const smaller = secondsLeft > SLOW_SECONDS ? smallerFor(config, perSecond) : {};
  return { perSecond, secondsLeft, ...facts, ...smaller };
}

/** The work that the engine does in a second, and how this is known. */
function expectedEngine({
  measured,
  backend,
  run,
  status,
}: Expecting): (Pick<Expected, "basis" | "mayBeFaster"> & { readonly work: number }) | undefined {
  if (measured) {
    const work = (1000 / measured.ms) * workOf(measured.config);
    return {
      work,
      basis: measured.backend === "webgpu" ? "measuredOnGpu" : "measured",
      mayBeFaster: false,
    };
  }
  const isOpen = run !== undefined && status !== "loading";
  if (isOpen && run.backend === "webgpu" && !run.isFallback) return undefined;
  const isSoftware = isOpen ? run.backend === "webgpu" : backend === "webgpu";
  const basis = isSoftware ? "softwareAdapter" : "cpu";
  return { work: USUAL_PER_SECOND[basis], basis, mayBeFaster: !isOpen && backend !== "cpu" };
}

function smallerFor(experiment: Experiment, perSecond: number): Pick<Slow, "smaller"> {
  const fraction = WANTED_SECONDS / (experiment.steps / perSecond);
  const smaller = smallerToFit(experiment, fraction, (one) => one.steps * workOf(one));
  return smaller ? { smaller } : {};
}
