/**
 * The workloads that the engine runs: one line for each. A config says by `id` which one it is of; without one it is of `mf`. The code of
 * the others, with their kernels, is loaded when such a config is first opened.
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

/** Looks at a run; on a pause it also takes the slower looks. */
export interface RunWatcher extends Watcher {
  wantsFactors: boolean;
  /** The factors of every model, if they are wanted. */
  showFactors(step: number): Promise<void>;
  /** As long as it is wanted. */
  showSpectra(step: number, wanted: () => boolean): Promise<void>;
}

/** A config that is built and planned, and all that the engine asks of it. */
export interface PreparedRun<S extends ModelSession = ModelSession> {
  readonly config: RunConfig;
  readonly plan: Plan;
  readonly rates: readonly Rate[];
  /** `plan` is this one with the kernels chosen for a device. */
  open(plan: Plan, executor: Executor): S;
  /** Without looks while it trains where nobody sees it. */
  watch(session: S, events: ViewEvents, isUnseen: boolean): RunWatcher;
  /** Fixed facts: those of every run, and those that the workload's own views understand. */
  summarize(session: S, device: DeviceFacts | undefined): Promise<RunSummary>;
  summarizeRates(session: S): Pick<RunSummary, "expected"> & { readonly networks: readonly NetworkRate[] };
  /** The same under another config that differs in live settings alone. */
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
]);

/** Rejects with EngineError "bad-input" where there is none, or where its code cannot be loaded. */
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
