/**
 * The report of a run of matrix factorization: `schema: 1`, documented in docs/cli.md. The command line and sweeps on
 * the page write the same report. Runs of other workloads have schema 2 (metrics-report.ts).
 */
import type { Experiment } from "../../experiment/experiment.ts";
import type { NetworkSteps, NetworkView } from "../engine.ts";
import { isOscillating, type EvaluatedMetric } from "../../training/progress.ts";
import type { Stopped } from "../../training/early-stopping.ts";
import type { RunSummary } from "../../training/run-summary.ts";
import type { MatrixSummary, MatrixView, NetworkSummary } from "../../workloads/mf/run-summary.ts";

export type StopReason = "steps" | "rule" | "diverged" | "interrupted";

/** The parts of a run's events that the report uses. */
export interface Reported {
  readonly summary: RunSummary;
  /** The latest steps of each network. */
  readonly networks: ReadonlyMap<string, NetworkSteps>;
  readonly views: ReadonlyMap<string, NetworkView>;
  readonly stopReason: StopReason;
  /** The stopping rule that ended the run, and its step. */
  readonly stopped?: Stopped;
}

export interface NetworkReport {
  readonly id: string;
  readonly parameters: number;
  readonly flopsPerStep: number;
  readonly msPerStep: number | null;
  readonly trainError: number | null;
  readonly recoveryError: number | null;
  readonly bestRecoveryError: number | null;
  readonly bestStep: number;
  /** With a validation split: the latest evaluation, and the smallest error so far. */
  readonly validation?: Omit<EvaluatedMetric, "value"> & { readonly error: number };
  /** Whether the train error oscillates without a trend at the last step. */
  readonly oscillating: boolean;
  readonly heldOutPsnr?: number | null;
  readonly bestHeldOutPsnr?: number | null;
  readonly iterationsTo: Readonly<Record<"1e-2" | "1e-3", number | null>>;
  readonly spectrum: readonly (number | null)[];
}

export interface Report {
  readonly schema: 1;
  readonly preset: string | null;
  readonly seed: number;
  readonly config: Experiment;
  readonly backend: "webgpu" | "cpu";
  readonly adapter: string | null;
  readonly steps: number;
  readonly stopReason: StopReason;
  readonly stopRule?: Stopped;
  readonly recoveryOver: "all" | "heldout";
  readonly networks: readonly NetworkReport[];
}

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

/** The record must come from a run of matrix factorization. */
export function makeReport(preset: string | null, record: Reported): Report {
  const { stopReason, stopped } = record;
  const summary = record.summary as MatrixSummary;
  const steps = [...record.networks.values()].map(({ progress }) => progress.step);
  return {
    schema: 1,
    preset,
    seed: summary.experiment.seed,
    config: summary.experiment,
    backend: summary.backend,
    adapter: summary.adapter,
    steps: Math.max(0, ...steps),
    stopReason,
    ...(stopped ? { stopRule: stopped } : {}),
    recoveryOver: summary.recoveryOver,
    networks: summary.networks.map((network) => networkReport(summary, network, record)),
  };
}

function networkReport(
  { psnrAtOne }: MatrixSummary,
  network: NetworkSummary,
  record: Reported,
): NetworkReport {
  const { id, parameters, flopsPerStep } = network;
  const last = record.networks.get(id);
  const progress = last?.progress;
  const validation = progress?.evaluated["validation"];
  const { spectra } = (record.views.get(id) ?? {}) as Partial<MatrixView>;
  const psnr = (error: number | undefined) => finite((psnrAtOne ?? NaN) - 20 * Math.log10(error ?? NaN));
  return {
    id,
    parameters,
    flopsPerStep,
    msPerStep: finite(last?.msPerStep),
    trainError: finite(progress?.loss),
    recoveryError: finite(progress?.headline),
    bestRecoveryError: finite(progress?.best),
    bestStep: progress?.bestStep ?? 0,
    ...(validation
      ? {
          validation: {
            step: validation.step,
            error: validation.value,
            best: validation.best,
            bestStep: validation.bestStep,
          },
        }
      : {}),
    oscillating: progress !== undefined && isOscillating(progress),
    ...(psnrAtOne === undefined
      ? {}
      : { heldOutPsnr: psnr(progress?.headline), bestHeldOutPsnr: psnr(progress?.best) }),
    iterationsTo: progress?.iterationsTo ?? { "1e-2": null, "1e-3": null },
    spectrum: (spectra?.endToEnd ?? []).map(finite),
  };
}
