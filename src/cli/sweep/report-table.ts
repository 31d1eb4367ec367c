/** Formats a report as text. */
import type { MetricsReport, Report, RunReport } from "../../library/api.ts";

export const reportTable = (report: RunReport): string =>
  report.schema === 1 ? errorTable(report) : metricsTable(report);

const show = (value: number | null | undefined, digits = 3): string =>
  value === null || value === undefined ? "–" : Number(value.toPrecision(digits)).toString();

function metricsTable(report: MetricsReport): string {
  const metrics = [...new Set(report.models.flatMap((model) => Object.keys(model.metrics)))];
  const header = ["model", "parameters", "trained", "FLOP/step", "ms/step", ...metrics, "best", "at step"];
  const rows = report.models.map((model) => [
    model.id,
    String(model.parameters),
    String(model.trainedParameters),
    model.flopsPerStep.toExponential(2),
    show(model.msPerStep),
    ...metrics.map((metric) => show(model.metrics[metric], 4)),
    show(model.best, 4),
    String(model.bestStep),
  ]);
  const headlines = [...new Set(report.models.map(({ headline }) => headline))];
  return [
    headOf(report),
    `“best” refers to ${headlines.join(", ")}; FLOP counted, ms measured`,
    "",
    ...aligned([header, ...rows]),
    "",
  ].join("\n");
}

function errorTable(report: Report): string {
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
  const over = report.recoveryOver === "all" ? "all entries" : "held-out entries";
  return [
    headOf(report),
    `recovery error over ${over}, relative, unsquared; FLOP counted, ms measured`,
    "",
    ...aligned(table),
    "",
  ].join("\n");
}

function headOf(report: RunReport): string {
  const engine = report.adapter ? `WebGPU, ${report.adapter}` : "CPU";
  return `${report.preset ?? "experiment"}, seed ${report.seed}: ${report.steps} steps on ${engine}, ${endText(report)}`;
}

/** Lines of a table with text in its first column and numbers in the others. */
function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => (row[column] ?? "").length)),
  );
  return table.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}

const ENDS: Readonly<Record<RunReport["stopReason"], string>> = {
  steps: "complete",
  rule: "ended by its stopping rule",
  diverged: "diverged",
  interrupted: "interrupted",
};

function endText({ stopReason, stopRule }: RunReport): string {
  if (!stopRule) return ENDS[stopReason];
  const { rule, step, network } = stopRule;
  return `ended by the rule ${rule} at step ${step}${network ? ` (${network})` : ""}`;
}
