/** A config that its workload has built and planned, before and after a session is opened on it. */
import { macrotask, type Turn } from "../core/macrotask.ts";
import { longestDispatch, type Executor } from "../kernels/program.ts";
import type { LoadFile } from "../workloads/asset.ts";
import type { Plan, Preparing, RunConfig, RunInputs } from "../training/plan.ts";
import type { ModelRate, RunSummary } from "../training/run-summary.ts";
import { ModelSession } from "../training/session.ts";
import { productKernels } from "../training/tuner.ts";
import type { Workload } from "../workloads/workload.ts";

interface Loading extends Pick<RunInputs<RunConfig>, "openCpu"> {
  readonly config: RunConfig;
  readonly load: LoadFile;
  readonly file: unknown;
  readonly tell: (preparing: Preparing) => void;
  readonly turn?: Turn;
}

export interface PreparedRun {
  readonly workload: Workload;
  /** The config with the run's current rates. */
  readonly config: RunConfig;
  readonly built: unknown;
  readonly plan: Plan;
}

export async function prepareRun(
  workload: Workload,
  { config, load, file, tell, turn = macrotask, openCpu }: Loading,
): Promise<PreparedRun> {
  const built = await workload.build({
    config,
    seeds: Array.from({ length: config.seeds }, (_, b) => config.seed + b),
    load,
    file,
    tell: (what, done, total, time) => tell({ what, done, total, seconds: NaN, secondsLeft: NaN, ...time }),
    turn,
    ...(openCpu && { openCpu }),
  });
  await turn();
  return { workload, config, built, plan: workload.plan(built) };
}

/** `plan` is this run's plan after the kernels have been chosen for a device. */
export const openSession = ({ workload }: PreparedRun, plan: Plan, executor: Executor): ModelSession =>
  workload.open?.(plan, executor) ?? new ModelSession(plan, executor);

/** The facts that depend on the rates. */
export function summarizeRates(
  { workload, config, built, plan }: PreparedRun,
  session: ModelSession,
): { readonly networks: readonly ModelRate[] } {
  const rates = workload.rates(built, config);
  const own = workload.describeRates?.(session, config, built);
  return {
    ...own?.run,
    networks: plan.models.map(({ id }, i) => ({ id, eta: rates[i]?.eta ?? NaN, ...own?.models[i] })),
  };
}

/** The fixed facts that all runs have, and the facts that the workload's own views need. */
export async function summarizeRun(
  prepared: PreparedRun,
  session: ModelSession,
  device: { readonly adapter: string; readonly isFallback: boolean } | undefined,
): Promise<RunSummary> {
  const { workload, config, built, plan } = prepared;
  const { program } = session.plan;
  const { networks: rates, ...ofRates } = summarizeRates(prepared, session);
  const ofModels = workload.describeModels?.(built, plan);
  const facts = { ...ofRates, ...workload.describe(config, built, plan) };
  return {
    workload: workload.id,
    facts,
    ...facts,
    experiment: config,
    backend: session.backend,
    ...(session.threads === undefined ? {} : { threads: session.threads }),
    adapter: device?.adapter ?? null,
    isFallback: device?.isFallback ?? false,
    ...(device ? { kernels: productKernels(program) } : {}),
    networks: plan.models.map(({ label, cost, headline }, i) => ({
      ...(rates[i] as ModelRate),
      label,
      headline,
      ...cost,
      ...ofModels?.[i],
    })),
    byteLength: plan.byteLength,
    longestDispatch: longestDispatch(program),
    ...(await workload.readFacts?.(session, built)),
  };
}
