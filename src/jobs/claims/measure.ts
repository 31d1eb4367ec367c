/** Trains one run of a claim and takes the measurements that its criterion needs. */
import { HISTORY_CAPACITY } from "../../training/plan.ts";
import type { Session } from "../../workloads/mf/session.ts";
import { isSessionCheckpoint, type SessionCheckpoint } from "../../training/checkpoint.ts";
import { buildTraining, type UserFile } from "../../workloads/mf/training.ts";
import { ErrorLog, stopOf, type ErrorLogState, type StopBelow } from "../../workloads/mf/measurement.ts";
import { runNorms } from "../../workloads/mf/entries.ts";
import {
  runExperiment,
  type ClaimRun,
  type NetworkResult,
  type RunResult,
} from "../../experiment/claims/claim.ts";
import type { NetworkName } from "../../experiment/experiment.ts";
import { invariant } from "../../core/errors.ts";
import type { SessionOpener } from "./open-session.ts";
import { makeProbe } from "./probes.ts";

/** Errors of one network at some steps. */
export interface RecordedCurve {
  readonly label: string;
  readonly seed: number;
  readonly id: NetworkName;
  readonly step: readonly number[];
  readonly train: readonly number[];
  readonly recovery: readonly number[];
}

export interface Measured {
  readonly result: RunResult;
  readonly curves: readonly RecordedCurve[];
}

/** A run's state. It is enough for another process to continue the run. */
export interface MeasureState {
  /** Step of the next probe. */
  readonly step: number;
  readonly values: Readonly<Record<string, number[]>>;
  readonly tracks: readonly TrackState[];
  readonly session: SessionCheckpoint;
}

/** Whether a value from a file has the form of a MeasureState. May throw on other values. */
export const isMeasureState = ({ step, values, tracks, session }: MeasureState): boolean =>
  step >= 0 &&
  Object.values(values).every(Array.isArray) &&
  tracks.length === session.steps.length &&
  tracks.every(
    ({ train, recovery, steps }, i) =>
      steps === session.steps[i] && train.length === recovery.length && train.length === steps,
  ) &&
  isSessionCheckpoint(session);

interface Watch {
  /** The run calls it after each piece of training, which takes about a second at most. It may throw to end the run. */
  readonly onStep: (step: number, ofSteps: number, state: () => Promise<MeasureState>) => Promise<void>;
  /** The state in which an earlier process stopped. */
  readonly from?: MeasureState | undefined;
}

const PROBES = 60;
const CURVE_POINTS = 400;
/** Approximate time between two calls of onStep. */
const PIECE_MS = 500;

export async function measureRun(
  run: ClaimRun,
  seed: number,
  opener: SessionOpener,
  { onStep, from }: Watch,
  file?: UserFile,
): Promise<Measured> {
  const experiment = runExperiment(run, seed);
  const training = await buildTraining({ config: experiment, load: opener.load, file });
  const session = await opener.open(training);
  try {
    const [problem] = training.problems;
    invariant(problem, "a training run has at least one problem");
    const norms = runNorms(problem);
    const stop = stopOf(run, norms);
    const tracks = experiment.networks.map(
      (id, index) => new Track(session, index, id, stop, from?.tracks[index]),
    );
    if (from) session.restore(from.session);
    const probe = run.probe && makeProbe(run.probe, { experiment, training, session });
    const values: Record<string, number[]> = structuredClone(from?.values) ?? {};
    const every = Math.max(1, Math.ceil(experiment.steps / PROBES));
    for (let step = from?.step ?? 0; ; step = Math.min(step + every, experiment.steps)) {
      const state = async (): Promise<MeasureState> => ({
        step,
        values,
        tracks: tracks.map((track) => track.state()),
        session: await session.checkpoint(),
      });
      for (const track of tracks) await track.advanceTo(step, (at) => onStep(at, experiment.steps, state));
      const done = step === experiment.steps || tracks.every(({ stopped }) => stopped);
      if (probe) {
        const errors: Record<string, number> = {};
        for (const track of tracks) errors[`${track.id} error`] = (await track.evaluate()).recovery;
        for (const [name, value] of Object.entries({ step, ...errors, ...(await probe(step)) }))
          (values[name] ??= []).push(value);
      }
      if (done) break;
    }
    const result: RunResult = {
      label: run.label,
      seed,
      entries: norms.entries,
      recoveryRms: norms.recoveryRms,
      networks: await inOrder(tracks, (track) => track.finish()),
      values,
    };
    return { result, curves: tracks.map((track) => ({ label: run.label, seed, ...track.curve() })) };
  } finally {
    session.destroy();
  }
}

async function inOrder<T, R>(items: readonly T[], call: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await call(item));
  return results;
}

/** The state of one network in training, as plain data. */
interface TrackState extends ErrorLogState {
  readonly elapsedMs: number;
  readonly steps: number;
}

/** Trains one network of the run and logs its errors. */
class Track {
  readonly #session: Session;
  readonly #index: number;
  readonly id: NetworkName;
  readonly #log: ErrorLog;
  #elapsedMs = 0;
  #steps = 0;
  /** Number of steps in the next piece. */
  #piece = 1;

  constructor(session: Session, index: number, id: NetworkName, stop: StopBelow, from?: TrackState) {
    this.#session = session;
    this.#index = index;
    this.id = id;
    this.#log = new ErrorLog(stop, from);
    if (!from) return;
    this.#elapsedMs = from.elapsedMs;
    this.#steps = from.steps;
  }

  get stopped(): boolean {
    return this.#log.stopped;
  }

  state(): TrackState {
    return { ...this.#log.state(), elapsedMs: this.#elapsedMs, steps: this.#steps };
  }

  async advanceTo(step: number, onStep: (step: number) => Promise<void>): Promise<void> {
    while (!this.stopped && this.#steps < step) {
      const count = Math.min(HISTORY_CAPACITY, step - this.#steps, this.#piece);
      const startedAt = performance.now();
      const { columns, elapsedMs } = await this.#session.advance(this.#index, count);
      const tookMs = performance.now() - startedAt;
      // A piece should take about PIECE_MS, because the run can report and stop only between pieces.
      this.#piece = tookMs < PIECE_MS / 2 ? 2 * count : Math.max(1, Math.floor((count * PIECE_MS) / tookMs));
      this.#elapsedMs += elapsedMs;
      columns["train"]?.forEach((value, i) => this.#log.take(value, columns["recovery"]?.[i] ?? NaN));
      this.#steps += count;
      await onStep(this.#steps);
    }
  }

  /** Evaluates f and its errors in the current state. */
  async evaluate(): Promise<{ train: number; recovery: number }> {
    const { columns } = await this.#session.evaluate(this.#index);
    return { train: columns["train"]?.[0] ?? NaN, recovery: columns["recovery"]?.[0] ?? NaN };
  }

  async finish(): Promise<NetworkResult> {
    const { train, recovery } = await this.evaluate();
    this.#log.take(train, recovery);
    return {
      id: this.id,
      ...this.#log.result(),
      flopsPerStep: this.#session.plan.models[this.#index]?.flopsPerStep ?? NaN,
      msPerStep: this.#elapsedMs / this.#steps,
    };
  }

  /** Thins the points but keeps the last one. */
  curve(): Pick<RecordedCurve, "id" | "step" | "train" | "recovery"> {
    const { train, recovery } = this.#log.state();
    const last = recovery.length - 1;
    const every = Math.max(1, Math.ceil(last / CURVE_POINTS));
    const step = recovery.map((_, t) => t).filter((t) => t % every === 0 || t === last);
    return {
      id: this.id,
      step,
      train: step.map((t) => train[t] ?? NaN),
      recovery: step.map((t) => recovery[t] ?? NaN),
    };
  }
}
