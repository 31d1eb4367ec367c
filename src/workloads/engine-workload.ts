/** The engine uses a workload in two steps: the workload prepares a run from a config, and the prepared run opens sessions. */
import type { Executor } from "../kernels/program.ts";
import type { LoadFile } from "../problem/asset.ts";
import type { Rate } from "../training/rates.ts";
import type { Watcher } from "../training/runner.ts";
import type { ModelSession } from "../training/session.ts";
import type { Plan, RunConfig } from "../training/workload.ts";
import type { StartFactors } from "./mf/run-inputs.ts";
import type { ViewEvents } from "./mf/probes/probe-scheduler.ts";
import type { Preparing } from "./mf/preparation.ts";
import type { UserFile } from "./mf/training.ts";
import type { NetworkRate, RunSummary } from "./mf/run-summary.ts";

interface Loading<C> {
  readonly config: C;
  readonly load: LoadFile;
  readonly file: UserFile | undefined;
  readonly tell: (preparing: Preparing) => void;
}

/** The adapter of a WebGPU session. */
interface DeviceFacts {
  readonly adapter: string;
  readonly isFallback: boolean;
}

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

/** A config that has been built and planned, with everything the engine needs to run it. */
export interface PreparedRun<S extends ModelSession = ModelSession> {
  readonly config: RunConfig;
  readonly plan: Plan;
  readonly rates: readonly Rate[];
  /** `plan` is this run's plan after the kernels have been chosen for a device. */
  open(plan: Plan, executor: Executor): S;
  /** Returns the watcher that sends a run's views. With `isUnseen`, takes no probes during training. */
  watch(session: S, events: ViewEvents, isUnseen: boolean): RunWatcher;
  /** The fixed facts that all runs have, and the facts that the workload's own views need. */
  summarize(session: S, device: DeviceFacts | undefined): Promise<RunSummary>;
  summarizeRates(session: S): Pick<RunSummary, "expected"> & { readonly networks: readonly NetworkRate[] };
  /** Returns the same run with a config that differs only in live settings. */
  withRates(config: RunConfig): PreparedRun<S>;
  /** These three as in `Engine`, for a workload that has them. */
  dataValues?(): Float64Array | undefined;
  givenValues?(): Float64Array;
  startFactors?(): readonly StartFactors[];
}

export interface EngineWorkload {
  readonly id: string;
  prepare(loading: Loading<RunConfig>): Promise<PreparedRun>;
}
