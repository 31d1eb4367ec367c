/**
 * The workloads that the engine runs, one line each. A config's `id` names its workload; without one it is `mf`. The
 * others' code and kernels load when such a config is first opened.
 */
import type { Executor } from "../kernels/program.ts";
import { EngineError } from "../core/errors.ts";
import type { LoadFile } from "../problem/bundled.ts";
import type { Rate } from "../training/rates.ts";
import type { Watcher } from "../training/runner.ts";
import type { ModelSession } from "../training/session.ts";
import type { Plan, RunConfig } from "../training/workload.ts";
import type { NetworkRate, RunSummary } from "./engine.ts";
import type { StartFactors } from "../workloads/mf/given.ts";
import { mf } from "../workloads/mf/mf.ts";
import type { ViewEvents } from "../workloads/mf/probes/onlooker.ts";
import type { Preparing } from "../workloads/mf/preparation.ts";
import type { OwnFile } from "../workloads/mf/training.ts";

export interface Loading<C> {
  readonly config: C;
  readonly load: LoadFile;
  readonly file: OwnFile | undefined;
  readonly tell: (preparing: Preparing) => void;
}

/** The adapter of a session on WebGPU. */
export interface DeviceFacts {
  readonly adapter: string;
  readonly isFallback: boolean;
}

/** Observes a run; on a pause it also takes the slower probes. */
export interface RunWatcher extends Watcher {
  wantsFactors: boolean;
  /** Sends the factors of every model, if wanted. */
  showFactors(step: number): Promise<void>;
  /** Sends spectra as long as they are wanted. */
  showSpectra(step: number, wanted: () => boolean): Promise<void>;
}

/** A built and planned config, with everything that the engine needs of it. */
export interface PreparedRun<S extends ModelSession = ModelSession> {
  readonly config: RunConfig;
  readonly plan: Plan;
  readonly rates: readonly Rate[];
  /** `plan` is this plan with the kernels chosen for a device. */
  open(plan: Plan, executor: Executor): S;
  /** With `isUnseen` it takes no probes during training. */
  watch(session: S, events: ViewEvents, isUnseen: boolean): RunWatcher;
  /** Fixed facts: those common to all runs, and those for the workload's own views. */
  summarize(session: S, device: DeviceFacts | undefined): Promise<RunSummary>;
  summarizeRates(session: S): Pick<RunSummary, "expected"> & { readonly networks: readonly NetworkRate[] };
  /** The same run under another config that differs only in live settings. */
  withRates(config: RunConfig): PreparedRun<S>;
  dataValues(): Float64Array | undefined;
  givenValues(): Float64Array | undefined;
  startFactors(): readonly StartFactors[] | undefined;
}

export interface EngineWorkload {
  readonly id: string;
  prepare(loading: Loading<RunConfig>): Promise<PreparedRun>;
}

export type Workloads = ReadonlyMap<string, () => Promise<EngineWorkload>>;

export const WORKLOADS: Workloads = new Map([
  [mf.id, () => Promise.resolve(mf)],
  ["mlp", async () => (await import("./mlp.ts")).mlp],
  ["finetune", async () => (await import("./finetune.ts")).finetune],
  ["federated", async () => (await import("./federated.ts")).federated],
]);

/** Rejects with EngineError "bad-input" if the workload is unknown or its code does not load. */
export async function workloadOf({ id = mf.id }: RunConfig, workloads: Workloads): Promise<EngineWorkload> {
  const load = workloads.get(id);
  if (!load) throw new EngineError("bad-input", `This version knows no experiments of the kind “${id}”.`);
  try {
    return await load();
  } catch (error) {
    throw new EngineError(
      "bad-input",
      `The code of this experiment could not be loaded (${reasonOf(error)}). Try again when the page's server can be reached.`,
    );
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
