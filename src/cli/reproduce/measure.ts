/** Trains one run of a claim and measures what its criterion needs. */
import { HISTORY_CAPACITY } from "../../training/workload.ts";
import type { Session } from "../../engine/session.ts";
import { isSessionSnapshot, type SessionSnapshot } from "../../training/snapshot.ts";
import { buildTraining, type OwnFile } from "../../engine/training.ts";
import {
  LEVELS,
  runExperiment,
  type ClaimRun,
  type Entries,
  type NetworkResult,
  type RunResult,
} from "../../experiment/claims/claim.ts";
import type { NetworkName } from "../../experiment/experiment.ts";
import { invariant } from "../../math/errors.ts";
import { sumOfSquares } from "../../math/matrix.ts";
import { countOf } from "../../problem/mask.ts";
import { errorNorms, type Problem } from "../../problem/problem.ts";
import { openHost } from "../host.ts";
import type { SessionOpener } from "./open-session.ts";
import { makeProbe } from "./probes.ts";

/** Errors of one network at some steps. */
export interface Curve {
  readonly label: string;
  readonly seed: number;
  readonly id: NetworkName;
  readonly step: readonly number[];
  readonly train: readonly number[];
  readonly recovery: readonly number[];
}

export interface Measured {
  readonly result: RunResult;
  readonly curves: readonly Curve[];
}

/** Where a run stands: what another process needs to go on. */
export interface MeasureState {
  /** The look that the networks are on their way to. */
  readonly look: number;
  readonly values: Readonly<Record<string, number[]>>;
  readonly tracks: readonly TrackState[];
  readonly session: SessionSnapshot;
}

/** Whether a value that was read from a file has this form. May throw where it is nothing like it. */
export const isMeasureState = ({ look, values, tracks, session }: MeasureState): boolean =>
  look >= 0 &&
  Object.values(values).every(Array.isArray) &&
  tracks.length === session.steps.length &&
  tracks.every(
    ({ train, recovery, steps }, i) =>
      steps === session.steps[i] && train.length === recovery.length && train.length === steps,
  ) &&
  isSessionSnapshot(session);

export interface Watch {
  /** Called between pieces of training of at most about a second. Throws to end the run. */
  readonly onStep: (step: number, ofSteps: number, state: () => Promise<MeasureState>) => Promise<void>;
  /** Where an earlier process ended. */
  readonly from?: MeasureState | undefined;
}

const LOOKS = 60;
const CURVE_POINTS = 400;
const DIVERGED_ABOVE = 1e4;
/** Time between two calls of onStep, at most about. */
const PIECE_MS = 500;

export async function measureRun(
  run: ClaimRun,
  seed: number,
  opener: SessionOpener,
  { onStep, from }: Watch,
  file?: OwnFile,
): Promise<Measured> {
  const experiment = runExperiment(run, seed);
  const training = await buildTraining(experiment, (await openHost(false)).load, undefined, file);
  const session = await opener.open(training);
  try {
    const [problem] = training.problems;
    invariant(problem, "a training has a problem");
    const stop = { recovery: run.stopBelow ?? 0, train: trainErrorOf(run.stopLoss ?? 0, problem) };
    const tracks = experiment.networks.map(
      (id, index) => new Track(session, index, id, stop, from?.tracks[index]),
    );
    if (from) session.restore(from.session);
    const look = run.probe && makeProbe(run.probe, { experiment, training, session });
    const values: Record<string, number[]> = structuredClone(from?.values) ?? {};
    const every = Math.max(1, Math.ceil(experiment.steps / LOOKS));
    for (let step = from?.look ?? 0; ; step = Math.min(step + every, experiment.steps)) {
      const state = async (): Promise<MeasureState> => ({
        look: step,
        values,
        tracks: tracks.map((track) => track.state()),
        session: await session.snapshot(),
      });
      for (const track of tracks) await track.advanceTo(step, (at) => onStep(at, experiment.steps, state));
      const done = step === experiment.steps || tracks.every(({ stopped }) => stopped);
      if (look) {
        const errors: Record<string, number> = {};
        for (const track of tracks) errors[`${track.id} error`] = (await track.evaluate()).recovery;
        for (const [name, value] of Object.entries({ step, ...errors, ...(await look(step)) }))
          (values[name] ??= []).push(value);
      }
      if (done) break;
    }
    const result: RunResult = {
      label: run.label,
      seed,
      entries: {
        all: { count: problem.target.data.length, squares: sumOfSquares(problem.target) },
        seen: seenEntries(problem),
      },
      recoveryRms: recoveryRms(problem),
      networks: await inOrder(tracks, (track) => track.finish()),
      values,
    };
    return { result, curves: tracks.map((track) => ({ label: run.label, seed, ...track.curve() })) };
  } finally {
    session.destroy();
  }
}

/** The relative training error at which the loss has this value. */
function trainErrorOf(loss: number, problem: Problem): number {
  return Math.sqrt((2 * loss) / (problem.lossScale * errorNorms(problem).train));
}

function seenEntries({ target, mask }: Problem): Entries {
  return {
    count: mask ? countOf(mask) : target.data.length,
    squares: target.data.reduce((sum, value, i) => sum + (mask?.[i] ?? 1) * value ** 2, 0),
  };
}

function recoveryRms(problem: Problem): number {
  const { recovery, recoveryCount } = errorNorms(problem);
  return Math.sqrt(recovery / recoveryCount) * problem.unit.scale;
}

async function inOrder<T, R>(items: readonly T[], call: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await call(item));
  return results;
}

/** One network on its way, as plain data. */
interface TrackState {
  readonly train: readonly number[];
  readonly recovery: readonly number[];
  readonly firstBelow: readonly (number | null)[];
  readonly stoppedAt: number | null;
  readonly elapsedMs: number;
  readonly steps: number;
  readonly stopped: boolean;
}

/** Relative errors below which a network stops. */
interface Stop {
  readonly recovery: number;
  readonly train: number;
}

/** One network on its way. */
class Track {
  readonly #session: Session;
  readonly #index: number;
  readonly id: NetworkName;
  readonly #stop: Stop;
  readonly #train: number[] = [];
  readonly #recovery: number[] = [];
  readonly #firstBelow: (number | null)[] = LEVELS.map(() => null);
  #stoppedAt: number | null = null;
  #elapsedMs = 0;
  #steps = 0;
  /** Steps of the next piece. */
  #piece = 1;
  stopped = false;

  constructor(session: Session, index: number, id: NetworkName, stop: Stop, from?: TrackState) {
    this.#session = session;
    this.#index = index;
    this.id = id;
    this.#stop = stop;
    if (!from) return;
    this.#train = [...from.train];
    this.#recovery = [...from.recovery];
    this.#firstBelow = [...from.firstBelow];
    this.#stoppedAt = from.stoppedAt;
    this.#elapsedMs = from.elapsedMs;
    this.#steps = from.steps;
    this.stopped = from.stopped;
  }

  state(): TrackState {
    return {
      train: this.#train,
      recovery: this.#recovery,
      firstBelow: this.#firstBelow,
      stoppedAt: this.#stoppedAt,
      elapsedMs: this.#elapsedMs,
      steps: this.#steps,
      stopped: this.stopped,
    };
  }

  async advanceTo(step: number, onStep: (step: number) => Promise<void>): Promise<void> {
    while (!this.stopped && this.#steps < step) {
      const count = Math.min(HISTORY_CAPACITY, step - this.#steps, this.#piece);
      const startedAt = performance.now();
      const { columns, elapsedMs } = await this.#session.advance(this.#index, count);
      const tookMs = performance.now() - startedAt;
      // Twice as many while that stays below the time of a piece, so that one can stop between any two.
      this.#piece = tookMs < PIECE_MS / 2 ? 2 * count : Math.max(1, Math.floor((count * PIECE_MS) / tookMs));
      this.#elapsedMs += elapsedMs;
      columns["train"]?.forEach((value, i) => this.#take(value, columns["recovery"]?.[i] ?? NaN));
      this.#steps += count;
      await onStep(this.#steps);
    }
  }

  /** f of the present state on the device. */
  async evaluate(): Promise<{ train: number; recovery: number }> {
    const { columns } = await this.#session.evaluate(this.#index);
    return { train: columns["train"]?.[0] ?? NaN, recovery: columns["recovery"]?.[0] ?? NaN };
  }

  async finish(): Promise<NetworkResult> {
    const { train, recovery } = await this.evaluate();
    this.#take(train, recovery);
    return {
      id: this.id,
      steps: this.#steps,
      trainError: train,
      recoveryError: recovery,
      ...this.#best(),
      firstBelow: this.#firstBelow,
      stoppedAt: this.#stoppedAt,
      flopsPerStep: this.#session.plan.models[this.#index]?.flopsPerStep ?? NaN,
      msPerStep: this.#elapsedMs / this.#steps,
    };
  }

  /** Thinned, with the last point. */
  curve(): Pick<Curve, "id" | "step" | "train" | "recovery"> {
    const last = this.#recovery.length - 1;
    const every = Math.max(1, Math.ceil(last / CURVE_POINTS));
    const step = this.#recovery.map((_, t) => t).filter((t) => t % every === 0 || t === last);
    return {
      id: this.id,
      step,
      train: step.map((t) => this.#train[t] ?? NaN),
      recovery: step.map((t) => this.#recovery[t] ?? NaN),
    };
  }

  #best(): Pick<NetworkResult, "bestRecoveryError" | "bestStep"> {
    const bestStep = this.#recovery.reduce(
      (best, value, t, all) => (value < (all[best] ?? NaN) ? t : best),
      0,
    );
    return { bestRecoveryError: this.#recovery[bestStep] ?? NaN, bestStep };
  }

  #take(train: number, recovery: number): void {
    const step = this.#recovery.length;
    this.#train.push(train);
    this.#recovery.push(recovery);
    LEVELS.forEach((level, i) => {
      if (recovery < level) this.#firstBelow[i] ??= step;
    });
    if (train < this.#stop.train) this.#stoppedAt ??= step;
    if (recovery < this.#stop.recovery || this.#stoppedAt !== null || !(train < DIVERGED_ABOVE))
      this.stopped = true;
  }
}
