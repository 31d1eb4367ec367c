/**
 * Makes a workload runnable in the engine. The engine uses it in two steps: it prepares a run from a config, and the
 * prepared run opens sessions.
 */
import { longestDispatch, type Executor } from "../kernels/program.ts";
import type { LoadFile } from "../problem/asset.ts";
import { ProbeWatcher } from "../training/probe-watcher.ts";
import type { Rate } from "../training/rates.ts";
import type { ModelRate, RunSummary } from "../training/run-summary.ts";
import { ModelSession } from "../training/session.ts";
import { productKernels } from "../training/tuner.ts";
import type { Plan, Preparing, RunConfig, Workload } from "../training/workload.ts";
import type { Hooks, RunWatcher, StartFactors, ViewEvents } from "../workloads/hooks.ts";

interface Loading {
  readonly config: RunConfig;
  readonly load: LoadFile;
  readonly file: unknown;
  readonly tell: (preparing: Preparing) => void;
}

/** The adapter of a WebGPU session. */
interface DeviceFacts {
  readonly adapter: string;
  readonly isFallback: boolean;
}

interface RateSummary {
  readonly networks: readonly ModelRate[];
}

/** A config that has been built and planned, with everything the engine needs to run it. */
export interface PreparedRun {
  readonly config: RunConfig;
  readonly plan: Plan;
  readonly rates: readonly Rate[];
  /** `plan` is this run's plan after the kernels have been chosen for a device. */
  open(plan: Plan, executor: Executor): ModelSession;
  /** Returns the watcher that sends a run's views. With `isUnseen`, takes no probes during training. */
  watch(session: ModelSession, events: ViewEvents, isUnseen: boolean): RunWatcher;
  /** The fixed facts that all runs have, and the facts that the workload's own views need. */
  summarize(session: ModelSession, device: DeviceFacts | undefined): Promise<RunSummary>;
  summarizeRates(session: ModelSession): RateSummary;
  /** Returns the same run with a config that differs only in live settings. */
  withRates(config: RunConfig): PreparedRun;
  /** `Engine` documents this method and the next two. */
  dataValues(): Float64Array | undefined;
  givenValues(): Float64Array | undefined;
  startFactors(): readonly StartFactors[] | undefined;
}

export interface EngineWorkload {
  readonly id: string;
  prepare(loading: Loading): Promise<PreparedRun>;
}

/** The casts are safe, because a workload gets only its own configs, plans and sessions. */
export function runnable<
  C extends RunConfig,
  Built,
  P extends Plan = Plan,
  S extends ModelSession = ModelSession,
>(workload: Workload<C, Built> & Hooks<C, Built, P, S>): EngineWorkload {
  const prepared = (config: C, built: Built, plan: P): PreparedRun => {
    const rates = workload.rates(built, config);
    const summarizeRates = (session: ModelSession): RateSummary => {
      const own = workload.describeRates?.(session as S, config, built);
      return {
        ...own?.run,
        networks: plan.models.map(({ id }, i) => ({ id, eta: rates[i]?.eta ?? NaN, ...own?.models[i] })),
      };
    };
    return {
      config,
      plan,
      rates,
      open: (tuned, executor) => workload.open?.(tuned as P, executor) ?? new ModelSession(tuned, executor),
      watch: (session, events, isUnseen) =>
        workload.watch?.(session as S, config, built, events, isUnseen) ??
        new ProbeWatcher(
          session,
          () => workload.probes(config, built),
          isUnseen,
          (step, model, payload) => events.views(step, [{ network: model, ...payload }]),
        ),
      summarize: async (session, device) => {
        const { program } = session.plan;
        const ofRates = summarizeRates(session);
        const ofModels = workload.describeModels?.(built, plan);
        return {
          ...ofRates,
          experiment: config,
          backend: session.backend,
          ...(session.threads === undefined ? {} : { threads: session.threads }),
          adapter: device?.adapter ?? null,
          isFallback: device?.isFallback ?? false,
          ...(device ? { kernels: productKernels(program) } : {}),
          networks: plan.models.map(({ label, cost, headline }, i) => ({
            ...(ofRates.networks[i] as ModelRate),
            label,
            headline,
            ...cost,
            ...ofModels?.[i],
          })),
          byteLength: plan.byteLength,
          longestDispatch: longestDispatch(program),
          ...workload.describe(config, built, plan),
          ...(await workload.readFacts?.(session as S)),
        };
      },
      summarizeRates,
      withRates: (other) => prepared(other as C, built, plan),
      dataValues: () => workload.dataValues?.(built),
      givenValues: () => workload.givenValues?.(built),
      startFactors: () => workload.startFactors?.(built, plan),
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
        tell: (what, done, total, time) =>
          tell({ what, done, total, seconds: NaN, secondsLeft: NaN, ...time }),
      });
      return prepared(config as C, built, workload.plan(built) as P);
    },
  };
}
