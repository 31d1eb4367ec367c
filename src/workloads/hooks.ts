/**
 * A workload may do some things in its own way. Each hook is optional: without it, the engine does the same for
 * all workloads.
 */
import type { Executor } from "../kernels/program.ts";
import type { Watcher } from "../training/runner.ts";
import type { ModelSession } from "../training/session.ts";
import type { Plan } from "../training/workload.ts";

/** Observes a run. On a pause it also takes the slower probes. */
export interface RunWatcher extends Watcher {
  wantsFactors: boolean;
  /** Sends the factors of every model if the page wants them. */
  showFactors(step: number): Promise<void>;
  /** Sends spectra as long as `wanted` returns true. */
  showSpectra(step: number, wanted: () => boolean): Promise<void>;
  /** Sends every probe of the state after `step` steps, which has been evaluated, also in an unseen run. */
  probe(step: number): Promise<void>;
}

/** Some views of one model. Each is a property of its own. */
interface ModelView {
  readonly network: number;
  readonly [view: string]: unknown;
}

export interface ViewEvents {
  views(step: number, views: readonly ModelView[]): void;
  /** The trajectories so far, of a workload that records them. */
  path(path: unknown): void;
}

/** The initial factors of one model. */
export interface StartFactors {
  readonly id: string;
  /** W_1 first. */
  readonly factors: readonly StartFactor[];
}

export interface StartFactor {
  /** Name of the tensor in a checkpoint, which omits frozen factors. */
  readonly tensor: string;
  readonly rows: number;
  readonly cols: number;
  /** B × rows × cols. */
  readonly values: Float32Array;
}

/** Facts that follow the rates: of each model, and of the run. */
export interface RateFacts {
  readonly models: readonly object[];
  readonly run: object;
}

export interface Hooks<C, Built, P extends Plan, S extends ModelSession> {
  /** Opens a session with reads of its own. */
  open?(plan: P, executor: Executor): S;
  /** Returns a watcher with a schedule of its own. With `isUnseen`, it takes no probes during training. */
  watch?(session: S, config: C, built: Built, events: ViewEvents, isUnseen: boolean): RunWatcher;
  /** Facts of each model, in addition to its cost. */
  describeModels?(built: Built, plan: P): readonly object[];
  describeRates?(session: S, config: C, built: Built): RateFacts;
  /** Facts that only the session can read, in addition to `describe`. */
  readFacts?(session: S): Promise<object>;
  /** The original data, without rounding. Undefined for generated data. */
  dataValues?(built: Built): Float64Array | undefined;
  /** The data as training sees them. */
  givenValues?(built: Built): Float64Array;
  /** The initial factors of every model. */
  startFactors?(built: Built, plan: P): readonly StartFactors[];
}
