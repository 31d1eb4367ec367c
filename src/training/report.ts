/**
 * The report of a run of any workload: `schema: 3`, documented in docs/cli.md. The command line, the package and sweeps
 * on the page write the same report.
 */
import type { Stopped } from "./early-stopping.ts";
import type { RunConfig } from "./plan.ts";
import { isOscillating, MILESTONES, type Milestone, type Progress } from "./progress.ts";
import type { ModelSummary, RunSummary } from "./run-summary.ts";
import type { NetworkSteps } from "./seeds.ts";

export type StopReason = "steps" | "rule" | "diverged" | "interrupted";

export interface RunReport {
  readonly schema: 3;
  /** The id of the workload, e.g. `mf`. */
  readonly workload: string;
  readonly preset: string | null;
  /** The first seed; `config.seeds` seeds trained together. */
  readonly seed: number;
  readonly config: RunConfig;
  readonly backend: "webgpu" | "cpu";
  readonly adapter: string | null;
  readonly steps: number;
  readonly stopReason: StopReason;
  readonly stopRule?: Stopped;
  /** Matrix factorization: the entries over which recovery errors are measured. */
  readonly recoveryOver?: "all" | "heldout";
  readonly models: readonly ModelReport[];
  /** A table: estimates without a network on its test cells, as `baselines` of the package returns them. */
  readonly baselines?: readonly object[];
}

/** The results of one model of a run. Numbers are means over the seeds, and null if a seed has no finite value. */
export interface ModelReport {
  readonly id: string;
  readonly label: string;
  readonly parameters: number;
  readonly trainedParameters: number;
  readonly flopsPerStep: number;
  readonly msPerStep: number | null;
  /** The metric that `best`, `bestStep` and `iterationsTo` refer to. */
  readonly headline: string;
  readonly best: number | null;
  readonly bestStep: number | null;
  /** Each metric's value at the last step or evaluation. For pictures, also `psnr` and `bestPsnr` of hidden pixels in dB. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** The first step with a headline below the level, if the headline is measured at every step. */
  readonly iterationsTo?: Readonly<Record<Milestone, number | null>>;
  /**
   * If several seeds train together: for each of them, every metric, `best`, `bestStep` and, as `to_1e-2` and `to_1e-3`,
   * the values of `iterationsTo`.
   */
  readonly bySeed?: Readonly<Record<string, readonly (number | null)[]>>;
  /** The first seed's latest and best evaluations. */
  readonly evaluated?: Readonly<Record<string, ReportedEvaluation>>;
  /** Whether the first seed's loss oscillates without a trend, if the headline is measured at every step. */
  readonly oscillating?: boolean;
  /** Matrix factorization: singular values of the first seed's end-to-end matrix, descending. */
  readonly spectrum?: readonly (number | null)[];
}

/** The latest and the best value of a metric that is not measured at every step. */
export interface ReportedEvaluation {
  readonly step: number;
  readonly value: number | null;
  readonly best: number | null;
  readonly bestStep: number;
  /** The value at the step at which the first metric of its evaluation was best. Absent for that metric. */
  readonly atBest?: number | null;
}

/** The parts of a run's events that the report uses. */
export interface Reported {
  readonly summary: RunSummary;
  /** The latest steps of each model. */
  readonly networks: ReadonlyMap<string, NetworkSteps>;
  readonly views: ReadonlyMap<string, object>;
  readonly stopReason: StopReason;
  /** The stopping rule that ended the run, and its step. */
  readonly stopped?: Stopped;
}

/** Facts and views of some workloads from which a report has further figures. */
interface PictureFacts {
  /** PSNR in dB of an estimate with a headline error of 1. */
  readonly psnrAtOne?: number;
  readonly recoveryOver?: "all" | "heldout";
}
interface SpectraView {
  readonly spectra?: { readonly endToEnd: readonly number[] };
}

type Values = readonly (number | null)[];

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

const mean = (values: Values): number | null =>
  values.length === 0 || values.includes(null)
    ? null
    : values.reduce((sum: number, value) => sum + (value as number), 0) / values.length;

export function reportOf({ summary, stopReason, stopped, networks, views }: Reported): RunReport {
  const config = summary.experiment;
  const facts = summary as PictureFacts;
  return {
    schema: 3,
    workload: summary.workload,
    preset: null,
    seed: config.seed,
    config,
    backend: summary.backend,
    adapter: summary.adapter,
    steps: Math.max(0, ...[...networks.values()].map(({ progress }) => progress.step)),
    stopReason,
    ...(stopped ? { stopRule: stopped } : {}),
    ...(facts.recoveryOver ? { recoveryOver: facts.recoveryOver } : {}),
    models: summary.networks.map((model) =>
      modelReport(model, networks.get(model.id), views.get(model.id) ?? {}, facts),
    ),
  };
}

function modelReport(
  { id, label, parameters, trainedParameters, flopsPerStep, headline }: ModelSummary,
  last: NetworkSteps | undefined,
  { spectra }: SpectraView,
  facts: PictureFacts,
): ModelReport {
  const bySeed = last ? figuresOf(last, headline, facts) : {};
  const means = Object.fromEntries(Object.entries(bySeed).map(([name, values]) => [name, mean(values)]));
  const { best = null, bestStep = null, "to_1e-2": to2, "to_1e-3": to3, ...metrics } = means;
  const { progress } = last ?? {};
  const evaluated = Object.entries(progress?.evaluated ?? {}).map(
    ([metric, { value, best: least, atBest, ...at }]) => [
      metric,
      {
        ...at,
        value: finite(value),
        best: finite(least),
        ...(atBest === undefined ? {} : { atBest: finite(atBest) }),
      },
    ],
  );
  return {
    id,
    label,
    parameters,
    trainedParameters,
    flopsPerStep,
    msPerStep: finite(last?.msPerStep),
    headline,
    best,
    bestStep,
    metrics,
    ...(to2 === undefined || to3 === undefined ? {} : { iterationsTo: { "1e-2": to2, "1e-3": to3 } }),
    ...(last && last.progressBySeed.length > 1 ? { bySeed } : {}),
    ...(evaluated.length > 0
      ? { evaluated: Object.fromEntries(evaluated) as Record<string, ReportedEvaluation> }
      : {}),
    ...(progress && to2 !== undefined ? { oscillating: isOscillating(progress) } : {}),
    ...(spectra ? { spectrum: spectra.endToEnd.map(finite) } : {}),
  };
}

/**
 * Every figure of a model, for each seed. The evaluated metrics of a model that diverged are null, because its last test
 * came before it diverged.
 */
export function figuresOf(
  { columns, bySeed, progress, progressBySeed }: NetworkSteps,
  headline: string,
  { psnrAtOne }: PictureFacts,
): Record<string, Values> {
  const of = (value: (one: Progress) => number | undefined): Values =>
    progressBySeed.map((one) => finite(value(one)));
  const found: Record<string, Values> = {};
  for (const [metric, values] of Object.entries(bySeed ?? columns))
    found[metric] = Array.from(values.slice(-progressBySeed.length), finite);
  for (const metric of Object.keys(progress.evaluated))
    found[metric] = of(({ evaluated }) => (progress.diverged ? NaN : evaluated[metric]?.value));
  if (psnrAtOne !== undefined) {
    found["psnr"] = of((one) => psnrAtOne - 20 * Math.log10(one.headline));
    found["bestPsnr"] = of((one) => psnrAtOne - 20 * Math.log10(one.best));
  }
  found["best"] = of(({ best }) => best);
  found["bestStep"] = of(({ bestStep }) => bestStep);
  if (headline in columns)
    for (const level of MILESTONES)
      found[`to_${level}`] = of(({ iterationsTo }) => iterationsTo[level] ?? NaN);
  return found;
}
