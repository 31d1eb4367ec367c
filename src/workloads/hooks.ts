/**
 * Optional hooks, by which a workload replaces or extends parts of the engine. Without a hook, the engine does the same
 * as for all other workloads.
 */
import type { Executor } from "../kernels/program.ts";
import type { Watcher } from "../training/runner.ts";
import type { ModelSession } from "../training/session.ts";
import type { Plan } from "../training/workload.ts";

/** Observes a run. During a pause it also measures the slower probes. */
export interface RunWatcher extends Watcher {
  wantsFactors: boolean;
  /** Sends the factors of every model if the page wants them. */
  showFactors(step: number): Promise<void>;
  /** Sends spectra as long as `wanted` returns true. */
  showSpectra(step: number, wanted: () => boolean): Promise<void>;
  /** Sends all probes of the state after `step` steps, even in an unseen run. The state has been evaluated before. */
  probe(step: number): Promise<void>;
}

/** Some views of one model. Each is a property of its own. */
interface ModelView {
  readonly network: number;
  readonly [view: string]: unknown;
}

export interface ViewEvents {
  views(step: number, views: readonly ModelView[]): void;
  /** The trajectories so far, if the workload records them. */
  path(path: unknown): void;
}

/** The initial factors of one model. */
export interface StartFactors {
  readonly id: string;
  /** W_1 first. */
  readonly factors: readonly StartFactor[];
}

export interface StartFactor {
  /** Name of the tensor in a checkpoint. */
  readonly tensor: string;
  readonly rows: number;
  readonly cols: number;
  /** B × rows × cols. */
  readonly values: Float32Array;
}

/** Facts that depend on the learning rates: for each model, and for the run. */
export interface RateFacts {
  readonly models: readonly object[];
  readonly run: object;
}

export interface Hooks<C, Built, P extends Plan, S extends ModelSession> {
  /** Opens a session that can read more than `ModelSession`. */
  open?(plan: P, executor: Executor): S;
  /** Returns a watcher with its own schedule. With `isUnseen`, it measures no probes during training. */
  watch?(session: S, config: C, built: Built, events: ViewEvents, isUnseen: boolean): RunWatcher;
  /** Facts of each model, in addition to its cost. */
  describeModels?(built: Built, plan: P): readonly object[];
  describeRates?(session: S, config: C, built: Built): RateFacts;
  /** Facts that only the session can read, in addition to `describe`. */
  readFacts?(session: S): Promise<object>;
  /** The original data, without rounding. Undefined for generated data. */
  dataValues?(built: Built): Float64Array | undefined;
  /** The data in the displayed unit, with noise on the observed entries only. */
  givenValues?(built: Built): Float64Array;
  /** The initial factors of every model. */
  startFactors?(built: Built, plan: P): readonly StartFactors[];
}
