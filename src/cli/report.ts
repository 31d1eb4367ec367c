/** The report of a run: `schema: 1`, documented in docs/cli.md. */
import type { Experiment } from "../experiment/experiment.ts";
import type { Stopped } from "../engine/stop-watch.ts";
import type { RunRecord, StopReason } from "./train.ts";

interface NetworkReport {
  readonly id: string;
  readonly parameters: number;
  readonly flopsPerStep: number;
  readonly msPerStep: number | null;
  readonly trainError: number | null;
  readonly recoveryError: number | null;
  readonly bestRecoveryError: number | null;
  readonly bestStep: number;
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

export function makeReport(preset: string | null, record: RunRecord): Report {
  const { summary, stopReason, stopped } = record;
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
    networks: summary.networks.map((network) => networkReport(network, record)),
  };
}

function networkReport(network: RunRecord["summary"]["networks"][number], record: RunRecord): NetworkReport {
  const { id, parameters, flopsPerStep } = network;
  const last = record.networks.get(id);
  const progress = last?.progress;
  const { psnrAtOne } = record.summary;
  const psnr = (error: number | undefined) => finite((psnrAtOne ?? NaN) - 20 * Math.log10(error ?? NaN));
  return {
    id,
    parameters,
    flopsPerStep,
    msPerStep: finite(last?.msPerStep),
    trainError: finite(progress?.trainError),
    recoveryError: finite(progress?.recoveryError),
    bestRecoveryError: finite(progress?.bestRecoveryError),
    bestStep: progress?.bestStep ?? 0,
    ...(psnrAtOne === undefined
      ? {}
      : { heldOutPsnr: psnr(progress?.recoveryError), bestHeldOutPsnr: psnr(progress?.bestRecoveryError) }),
    iterationsTo: progress?.iterationsTo ?? { "1e-2": null, "1e-3": null },
    spectrum: (record.views.get(id)?.spectra?.endToEnd ?? []).map(finite),
  };
}

/** The same for reading. */
export function reportTable(report: Report): string {
  const show = (value: number | null | undefined, digits = 3) =>
    value === null || value === undefined ? "–" : Number(value.toPrecision(digits)).toString();
  const header = [
    "network",
    "parameters",
    "FLOP/step",
    "ms/step",
    "train err",
    "recovery",
    "best",
    "at step",
    "to 1e-2",
    "to 1e-3",
  ];
  const withPsnr = report.networks.some(({ heldOutPsnr }) => heldOutPsnr !== undefined);
  const rows = report.networks.map((network) => [
    network.id,
    String(network.parameters),
    network.flopsPerStep.toExponential(2),
    show(network.msPerStep),
    show(network.trainError),
    show(network.recoveryError),
    show(network.bestRecoveryError),
    String(network.bestStep),
    show(network.iterationsTo["1e-2"], 7),
    show(network.iterationsTo["1e-3"], 7),
    ...(withPsnr ? [show(network.bestHeldOutPsnr)] : []),
  ]);
  const table = [[...header, ...(withPsnr ? ["best dB"] : [])], ...rows];
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => (row[column] ?? "").length)),
  );
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
  const engine = report.adapter ? `WebGPU, ${report.adapter}` : "CPU";
  const over = report.recoveryOver === "all" ? "all entries" : "held-out entries";
  return [
    `${report.preset ?? "experiment"}, seed ${report.seed}: ${report.steps} steps on ${engine}, stopped by ${reasonText(report)}`,
    `recovery error over ${over}, relative, unsquared; FLOP counted, ms measured`,
    "",
    ...lines,
    "",
  ].join("\n");
}

function reasonText({ stopReason, stopRule }: Report): string {
  if (!stopRule) return stopReason;
  const { rule, step, network } = stopRule;
  return `the rule ${rule} at step ${step}${network ? ` (${network})` : ""}`;
}
