/** A sweep's result, for the command line and the page: a line per finished run, and all as a table. */
import Papa from "papaparse";
import type { RunReport } from "../../library/api.ts";

/** A finished run. It is written as one line of JSON. */
export interface SweepLine {
  readonly link: string;
  readonly varied: Readonly<Record<string, string>>;
  readonly report: RunReport;
}

/** A model's figures as a row of a table: for each seed or, with `seed` null, for their mean. */
interface ReportRow {
  readonly model: string;
  readonly seed: number | null;
  readonly figures: Readonly<Record<string, number | null>>;
}

/** The means of each model and, if several seeds trained together, the figures of each seed. */
export function rowsOf(report: RunReport): ReportRow[] {
  return report.models.flatMap(({ id, metrics, best, bestStep, iterationsTo, bySeed = {} }) => {
    const milestones = Object.entries(iterationsTo ?? {}).map(([level, step]) => [`to_${level}`, step]);
    const means = { ...metrics, best, bestStep, ...(Object.fromEntries(milestones) as typeof metrics) };
    const seeds = Math.max(0, ...Object.values(bySeed).map(({ length }) => length));
    const rows: ReportRow[] = [{ model: id, seed: null, figures: means }];
    for (let b = 0; b < seeds; b++) {
      const figures = Object.entries(bySeed).map(([name, values]) => [name, values[b] ?? null]);
      rows.push({ model: id, seed: report.seed + b, figures: Object.fromEntries(figures) as typeof metrics });
    }
    return rows;
  });
}

/** A row of a table, by column. */
export type TableRow = Readonly<Record<string, string | number | null>>;

/** A row for each model of a run and, if several seeds trained together, for each of them. The varied settings come first. */
export const tableRows = ({ varied, report }: SweepLine): TableRow[] =>
  rowsOf(report)
    .filter(({ seed }, _, rows) => seed !== null || rows.every((row) => row.seed === null))
    .map(({ model, seed, figures: { best = null, bestStep = null, ...figures } }) => ({
      ...varied,
      ...(seed === null ? {} : { seed: String(seed) }),
      model,
      steps: report.steps,
      ...figures,
      best,
      best_step: bestStep,
      ms_per_step: report.models.find(({ id }) => id === model)?.msPerStep ?? null,
    }));

/** Rows as CSV, sorted. Escapes cells that a spreadsheet would read as formulas. */
export function csvOf(rows: readonly TableRow[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const sorted = rows
    .map((row) => columns.map((column) => row[column] ?? null))
    .map((cells) => ({ cells, text: cells.join(",") }))
    .toSorted((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ cells }) => cells);
  return `${Papa.unparse([columns, ...sorted], { escapeFormulae: true, newline: "\n" })}\n`;
}

/** The runs of one workload as CSV. */
export const tableOf = (lines: readonly SweepLine[]): string => csvOf(lines.flatMap(tableRows));
