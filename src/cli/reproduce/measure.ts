/** Trains one run of a claim and measures what its criterion needs. */
import { HISTORY_CAPACITY } from "../../engine/plan/problem.ts";
import type { Session } from "../../engine/session.ts";
import { buildTraining } from "../../engine/training.ts";
import {
  LEVELS,
  runExperiment,
  type ClaimRun,
  type NetworkResult,
  type RunResult,
} from "../../experiment/claims/claim.ts";
import type { NetworkName } from "../../experiment/experiment.ts";
import { sumOfSquares } from "../../math/matrix.ts";
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

/** Called now and then; throws to end the run. */
export type OnStep = (step: number, ofSteps: number) => void;

const LOOKS = 60;
const CURVE_POINTS = 400;
const DIVERGED_ABOVE = 1e4;

export async function measureRun(
  run: ClaimRun,
  seed: number,
  opener: SessionOpener,
  onStep: OnStep,
): Promise<Measured> {
  const experiment = runExperiment(run, seed);
  const training = await buildTraining(experiment, (await openHost(false)).load);
  const session = await opener.open(training);
  try {
    const tracks = experiment.networks.map((id, index) => new Track(session, index, id, run.stopBelow ?? 0));
    const look = run.probe && makeProbe(run.probe, { experiment, training, session });
    const values: Record<string, number[]> = {};
    const every = Math.max(1, Math.ceil(experiment.steps / LOOKS));
    for (let step = 0; ; step = Math.min(step + every, experiment.steps)) {
      for (const track of tracks) await track.advanceTo(step, (at) => onStep(at, experiment.steps));
      const done = step === experiment.steps || tracks.every(({ stopped }) => stopped);
      if (look) {
        for (const track of tracks) await track.evaluate();
        for (const [name, value] of Object.entries({ step, ...(await look(step)) }))
          (values[name] ??= []).push(value);
      }
      if (done) break;
    }
    const target = training.problems[0]?.target;
    const result: RunResult = {
      label: run.label,
      seed,
      targetMeanSquare: target ? sumOfSquares(target) / target.data.length : NaN,
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

/** One network on its way. */
class Track {
  readonly #session: Session;
  readonly #index: number;
  readonly #id: NetworkName;
  readonly #stopBelow: number;
  readonly #train: number[] = [];
  readonly #recovery: number[] = [];
  readonly #firstBelow: (number | null)[] = LEVELS.map(() => null);
  #elapsedMs = 0;
  #steps = 0;
  stopped = false;

  constructor(session: Session, index: number, id: NetworkName, stopBelow: number) {
    this.#session = session;
    this.#index = index;
    this.#id = id;
    this.#stopBelow = stopBelow;
  }

  async advanceTo(step: number, onStep: (step: number) => void): Promise<void> {
    while (!this.stopped && this.#steps < step) {
      const count = Math.min(HISTORY_CAPACITY, step - this.#steps);
      const { train, recovery, elapsedMs } = await this.#session.advance(this.#index, count);
      this.#elapsedMs += elapsedMs;
      train.forEach((value, i) => this.#take(value, recovery[i] ?? NaN));
      this.#steps += count;
      onStep(this.#steps);
    }
  }

  /** f of the present state on the device. */
  async evaluate(): Promise<{ train: number; recovery: number }> {
    const { train, recovery } = await this.#session.evaluate(this.#index);
    return { train: train[0] ?? NaN, recovery: recovery[0] ?? NaN };
  }

  async finish(): Promise<NetworkResult> {
    const { train, recovery } = await this.evaluate();
    this.#take(train, recovery);
    return {
      id: this.#id,
      steps: this.#steps,
      trainError: train,
      recoveryError: recovery,
      firstBelow: this.#firstBelow,
      msPerStep: this.#elapsedMs / this.#steps,
    };
  }

  /** Thinned, with the last point. */
  curve(): Pick<Curve, "id" | "step" | "train" | "recovery"> {
    const last = this.#recovery.length - 1;
    const every = Math.max(1, Math.ceil(last / CURVE_POINTS));
    const step = this.#recovery.map((_, t) => t).filter((t) => t % every === 0 || t === last);
    return {
      id: this.#id,
      step,
      train: step.map((t) => this.#train[t] ?? NaN),
      recovery: step.map((t) => this.#recovery[t] ?? NaN),
    };
  }

  #take(train: number, recovery: number): void {
    const step = this.#recovery.length;
    this.#train.push(train);
    this.#recovery.push(recovery);
    LEVELS.forEach((level, i) => {
      if (recovery < level) this.#firstBelow[i] ??= step;
    });
    if (recovery < this.#stopBelow || !(train < DIVERGED_ABOVE)) this.stopped = true;
  }
}
