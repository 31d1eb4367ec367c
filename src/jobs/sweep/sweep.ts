/** The result of a sweep: a line for each finished run, and all of them as a table. The same on the command line and on the page. */
import Papa from "papaparse";
import type { Report } from "../../engine/report.ts";

/** A finished run, as it is written: a line of JSON. */
export interface SweepLine {
  readonly link: string;
  readonly varied: Readonly<Record<string, string>>;
  readonly report: Report;
}

/** CSV with one row for each network of each run; first what was varied. Nothing in a line becomes a formula where the table is opened. */
export function sweepTable(lines: readonly SweepLine[]): string {
  const keys = [...new Set(lines.flatMap(({ varied }) => Object.keys(varied)))];
  const header = [
    ...keys,
    "network",
    "steps",
    "train_error",
    "recovery_error",
    "best_recovery_error",
    "best_step",
    "to_1e-2",
    "to_1e-3",
    "ms_per_step",
  ];
  const rows = lines.flatMap(({ varied, report }) =>
    report.networks.map((network) => [
      ...keys.map((key) => varied[key] ?? ""),
      network.id,
      report.steps,
      network.trainError,
      network.recoveryError,
      network.bestRecoveryError,
      network.bestStep,
      network.iterationsTo["1e-2"],
      network.iterationsTo["1e-3"],
      network.msPerStep,
    ]),
  );
  const sorted = rows
    .map((row) => ({ row, text: row.join(",") }))
    .toSorted((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ row }) => row);
  return `${Papa.unparse([header, ...sorted], { escapeFormulae: true, newline: "\n" })}\n`;
}
