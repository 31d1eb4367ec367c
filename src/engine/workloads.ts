/** The workloads that the engine runs: one line for each. A config says by `id` which one it is of; without one it is of `mf`. */
import type { Executor } from "../kernels/program.ts";
import { EngineError } from "../math/errors.ts";
import type { LoadFile } from "../problem/bundled.ts";
import { ProbeWatcher } from "../training/probe-watcher.ts";
import type { Rate } from "../training/rates.ts";
import type { Watcher } from "../training/runner.ts";
import { ModelSession } from "../training/session.ts";
import type { Plan, RunConfig, Workload } from "../training/workload.ts";
import type { NetworkRate, RunSummary } from "./engine.ts";
import type { StartFactors } from "./given.ts";
import { mf } from "./mf.ts";
import type { ViewEvents } from "./onlooker.ts";
import type { Preparing } from "./preparation.ts";
import { productKernels } from "./tuner.ts";
import type { OwnFile } from "./training.ts";

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

/** What looks at a run; where it stands still, also at what takes longer. */
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

/** A workload with nothing but what every one has. */
export function runnable<C extends RunConfig, Built>(workload: Workload<C, Built>): EngineWorkload {
  const prepared = (config: C, built: Built, plan: Plan): PreparedRun => {
    const rates = workload.rates(built, config);
    const ratesOf = (): NetworkRate[] =>
      plan.models.map(({ id }, i) => ({
        id: id as NetworkRate["id"],
        eta: rates[i]?.eta ?? NaN,
        stabilityShare: NaN,
      }));
    return {
      config,
      plan,
      rates,
      open: (tuned, executor) => new ModelSession(tuned, executor),
      watch: (session, events, isUnseen) =>
        new ProbeWatcher(session, isUnseen ? [] : workload.probes(config, built), (step, model, payload) =>
          events.views(step, [{ network: model, ...payload }]),
        ),
      summarize: (session, device) =>
        Promise.resolve({
          experiment: config,
          backend: session.backend,
          ...(session.threads === undefined ? {} : { threads: session.threads }),
          adapter: device?.adapter ?? null,
          isFallback: device?.isFallback ?? false,
          ...(device ? { kernels: productKernels(session.plan.program) } : {}),
          networks: plan.models.map(({ label, cost }, i) => ({ ...ratesOf()[i], label, ...cost })),
          byteLength: plan.byteLength,
          ...(workload.describe(config, built, plan) as object),
          // What is left out of it are facts of matrix factorization.
        } as unknown as RunSummary),
      summarizeRates: () => ({ networks: ratesOf() }),
      withRates: (other) => prepared(other as C, built, plan),
      dataValues: () => undefined,
      givenValues: () => undefined,
      startFactors: () => undefined,
    };
  };
  return {
    id: workload.id,
    prepare: async ({ config, load, file, tell }) => {
      const seeds = Array.from({ length: config.seeds }, (_, b) => config.seed + b);
      const built = await workload.build({
        config: config as C,
        seeds,
        load,
        file,
        tell: (what, done, total) => tell({ what, done, total, seconds: NaN, secondsLeft: NaN }),
      });
      return prepared(config as C, built, workload.plan(built));
    },
  };
}

export const WORKLOADS: ReadonlyMap<string, EngineWorkload> = new Map([[mf.id, mf]]);

/** Throws EngineError "bad-input" where there is none. */
export function workloadOf(
  { id = mf.id }: RunConfig,
  workloads: ReadonlyMap<string, EngineWorkload>,
): EngineWorkload {
  const workload = workloads.get(id);
  if (workload) return workload;
  throw new EngineError("bad-input", `This version knows no experiments of the kind “${id}”.`);
}
