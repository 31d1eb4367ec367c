/** Makes any workload runnable in the engine, using only the methods that every workload provides. */
import { longestDispatch } from "../kernels/program.ts";
import { ProbeWatcher } from "../training/probe-watcher.ts";
import { ModelSession } from "../training/session.ts";
import type { Plan, RunConfig, Workload } from "../training/workload.ts";
import type { NetworkRate, RunSummary } from "./engine.ts";
import { productKernels } from "../training/tuner.ts";
import type { EngineWorkload, PreparedRun } from "../workloads/engine-workload.ts";

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
        new ProbeWatcher(
          session,
          () => workload.probes(config, built),
          isUnseen,
          (step, model, payload) => events.views(step, [{ network: model, ...payload }]),
        ),
      summarize: (session, device) =>
        Promise.resolve({
          experiment: config,
          backend: session.backend,
          ...(session.threads === undefined ? {} : { threads: session.threads }),
          adapter: device?.adapter ?? null,
          isFallback: device?.isFallback ?? false,
          ...(device ? { kernels: productKernels(session.plan.program) } : {}),
          networks: plan.models.map(({ label, cost, headline }, i) => ({
            ...ratesOf()[i],
            label,
            headline,
            ...cost,
          })),
          byteLength: plan.byteLength,
          longestDispatch: longestDispatch(plan.program),
          ...(workload.describe(config, built, plan) as object),
          // The fields left out are facts of matrix factorization.
        } as unknown as RunSummary),
      summarizeRates: () => ({ networks: ratesOf() }),
      withRates: (other) => prepared(other as C, built, plan),
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
