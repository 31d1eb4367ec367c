/**
 * The report of a run of any workload with named metrics: `schema: 2`, documented in docs/cli.md. Matrix
 * factorization has its own schema.
 */
import type { ModelSummary } from "../../training/run-summary.ts";
import type { RunConfig } from "../../training/plan.ts";
import type { Stopped } from "../../training/early-stopping.ts";
import type { ModelReport } from "../../workloads/claims.ts";
import type { NetworkSteps } from "../engine.ts";
import type { Reported, StopReason } from "./report.ts";

export interface MetricsReport {
  readonly schema: 2;
  readonly workload: string;
  readonly preset: string | null;
  readonly seed: number;
  readonly config: RunConfig;
  readonly backend: "webgpu" | "cpu";
  readonly adapter: string | null;
  readonly steps: number;
  readonly stopReason: StopReason;
  readonly stopRule?: Stopped;
  readonly models: readonly ModelReport[];
}

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

const mean = (values: readonly (number | null)[]): number | null =>
  values.includes(null)
    ? null
    : values.reduce((sum: number, value) => sum + (value as number), 0) / values.length;

export function makeMetricsReport(preset: string | null, record: Reported): MetricsReport {
  const { summary, stopReason, stopped, networks } = record;
  const config = summary.experiment;
  return {
    schema: 2,
    workload: config.id ?? "",
    preset,
    seed: config.seed,
    config,
    backend: summary.backend,
    adapter: summary.adapter,
    steps: Math.max(0, ...[...networks.values()].map(({ progress }) => progress.step)),
    stopReason,
    ...(stopped ? { stopRule: stopped } : {}),
    models: summary.networks.map((model) => modelReport(model, networks.get(model.id), config.seeds)),
  };
}

function modelReport(
  { id, label, parameters, trainedParameters, flopsPerStep, headline }: ModelSummary,
  last: NetworkSteps | undefined,
  seeds: number,
): ModelReport {
  const bySeed = last ? lastMetrics(last, seeds) : {};
  const means = Object.entries(bySeed).map(([metric, values]) => [metric, mean(values)] as const);
  const best = last?.progressBySeed.map((progress) => finite(progress.best)) ?? [];
  return {
    id,
    label,
    parameters,
    trainedParameters,
    flopsPerStep,
    msPerStep: finite(last?.msPerStep),
    headline,
    best: best.length > 0 ? mean(best) : null,
    bestStep: last?.progress.bestStep ?? 0,
    metrics: Object.fromEntries(means),
    ...(seeds > 1 ? { bySeed } : {}),
  };
}

/**
 * The last value of each column and of each evaluated metric, for each seed. The evaluated metrics of a network
 * that diverged are null, because its last test came before it diverged.
 */
function lastMetrics(
  { columns, bySeed, progress, progressBySeed }: NetworkSteps,
  seeds: number,
): Record<string, readonly (number | null)[]> {
  const found: Record<string, readonly (number | null)[]> = {};
  for (const [metric, values] of Object.entries(bySeed ?? columns))
    found[metric] = Array.from(values.slice(-seeds), finite);
  for (const metric of Object.keys(progressBySeed[0]?.evaluated ?? {}))
    found[metric] = progressBySeed.map(({ evaluated }) =>
      progress.diverged ? null : finite(evaluated[metric]?.value),
    );
  return found;
}
