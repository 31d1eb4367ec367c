/** A report for reading. */
import type { Report } from "../engine/report.ts";

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
