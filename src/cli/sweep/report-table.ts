/** Formats a report as text. */
import { rowsOf } from "../../jobs/sweep/sweep.ts";
import type { RunReport } from "../../library/api.ts";

const show = (value: number | null | undefined, digits = 4): string =>
  value === null || value === undefined ? "–" : Number(value.toPrecision(digits)).toString();

/** A row for each model and, if several seeds trained together, one for each of them below its mean. */
export function reportTable(report: RunReport): string {
  const rows = rowsOf(report);
  const named = ["best", "bestStep"];
  const metrics = [...new Set(rows.flatMap(({ figures }) => Object.keys(figures)))].filter(
    (name) => !named.includes(name) && !name.startsWith("to_"),
  );
  const levels = report.models.some(({ iterationsTo }) => iterationsTo) ? ["to_1e-2", "to_1e-3"] : [];
  const hasSeeds = rows.some(({ seed }) => seed !== null);
  const hasFrozen = report.models.some((model) => model.trainedParameters !== model.parameters);
  const header = [
    "model",
    ...(hasSeeds ? ["seed"] : []),
    "parameters",
    ...(hasFrozen ? ["trained"] : []),
    "FLOP/step",
    "ms/step",
    ...metrics,
    "best",
    "at step",
    ...levels.map((level) => level.replace("_", " ")),
  ];
  const lines = rows.map(({ model: id, seed, figures }) => {
    const model = seed === null ? report.models.find((one) => one.id === id) : undefined;
    const ofModel = (text: string | undefined): string => text ?? "";
    return [
      id,
      ...(hasSeeds ? [seed === null ? "mean" : String(seed)] : []),
      ofModel(model?.parameters.toString()),
      ...(hasFrozen ? [ofModel(model?.trainedParameters.toString())] : []),
      ofModel(model?.flopsPerStep.toExponential(2)),
      ofModel(model && show(model.msPerStep, 3)),
      ...metrics.map((metric) => show(figures[metric])),
      show(figures["best"]),
      ...["bestStep", ...levels].map((name) => show(figures[name], 7)),
    ];
  });
  const headlines = [...new Set(report.models.map(({ headline }) => headline))];
  const over = report.recoveryOver === "all" ? "all entries" : "held-out entries";
  const recovery = report.recoveryOver ? `recovery error over ${over}, relative, unsquared; ` : "";
  return [
    headOf(report),
    `${recovery}“best” refers to ${headlines.join(", ")}; FLOP counted, ms measured`,
    "",
    ...aligned([header, ...lines]),
    "",
  ].join("\n");
}

function headOf(report: RunReport): string {
  const engine = report.adapter ? `WebGPU, ${report.adapter}` : "CPU";
  return `${report.preset ?? "experiment"}, seed ${report.seed}: ${report.steps} steps on ${engine}, ${endText(report)}`;
}

/** Lines of a table with text in its first column and numbers in the others. */
export function aligned(table: readonly (readonly string[])[]): string[] {
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
