/**
 * The result of a sweep: one line per finished run, and all lines as a table. The command line and the page
 * share this code.
 */
import Papa from "papaparse";
import type { MetricsReport, Report, RunReport } from "../../library/api.ts";

/** A finished run. It is written as one line of JSON. */
export interface SweepLine<R = Report> {
  readonly link: string;
  readonly varied: Readonly<Record<string, string>>;
  readonly report: R;
}

/** The runs of one workload as CSV. */
export function tableOf(lines: readonly SweepLine<RunReport>[]): string {
  const errors = lines.filter((line): line is SweepLine => line.report.schema === 1);
  if (errors.length > 0) return sweepTable(errors);
  return metricsTable(lines.filter((line): line is SweepLine<MetricsReport> => line.report.schema === 2));
}

/** CSV with a row for each network of each run. The settings that vary come first. */
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
  return csvOf(header, rows);
}

/** The same table for runs with named metrics, with a column per metric. */
function metricsTable(lines: readonly SweepLine<MetricsReport>[]): string {
  const keys = [...new Set(lines.flatMap(({ varied }) => Object.keys(varied)))];
  const models = lines.flatMap(({ report }) => report.models);
  const metrics = [...new Set(models.flatMap((model) => Object.keys(model.metrics)))];
  const header = [...keys, "model", "steps", ...metrics, "best", "best_step", "ms_per_step"];
  const rows = lines.flatMap(({ varied, report }) =>
    report.models.map((model) => [
      ...keys.map((key) => varied[key] ?? ""),
      model.id,
      report.steps,
      ...metrics.map((metric) => model.metrics[metric] ?? null),
      model.best,
      model.bestStep,
      model.msPerStep,
    ]),
  );
  return csvOf(header, rows);
}

/** Sorts the rows, and escapes cells that a spreadsheet would read as formulas. */
function csvOf(header: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const sorted = rows
    .map((row) => ({ row, text: row.join(",") }))
    .toSorted((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ row }) => row);
  return `${Papa.unparse([header, ...sorted], { escapeFormulae: true, newline: "\n" })}\n`;
}
