/** `dmf run`: trains one experiment to its last step and prints the report. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { backendChoice, onlyPositional, optionsOf, parseOptions } from "../arguments.ts";
import type { Experiment } from "../../workloads/mf/config/fields.ts";
import { EXIT, tell, badArguments, openFolder, reasonOf, writeWhole } from "../output.ts";
import { readExperiment } from "../input.ts";
import { reportTable } from "../sweep/report-table.ts";
import { errorsCsv } from "./errors-csv.ts";
import { metricsLog } from "./metrics-log.ts";
import type { DataSource } from "./data.ts";
import { bestTable, resultsTable, writeResults, type AskedRow } from "./results.ts";
import { indexOf, readNewRow } from "../../workloads/mf/suggestions.ts";
import { isPicture, namesOfRun } from "../../workloads/mf/user-file.ts";
import type { ImportedMatrix } from "../../workloads/mf/data/files/imported.ts";
import { train } from "./train.ts";

export const RUN_OPTIONS = optionsOf(
  ["data", "train", "test", "best", "row", "backend", "steps", "seed", "out", "log"],
  ["quiet", "json"],
);

function sourceOf({
  data,
  train: training,
  test,
}: Readonly<Partial<Record<"data" | "train" | "test", string>>>): DataSource | undefined {
  if (data === undefined && training !== undefined && test !== undefined) return { train: training, test };
  if (training !== undefined || test !== undefined)
    throw badArguments("run takes --data FILE, or --train FILE and --test FILE together");
  return data;
}

/** Finds, before training, the row whose best columns the user wants. A file holds the values of a new row. */
async function askedRow(
  { best, row }: Readonly<Partial<Record<"best" | "row", string>>>,
  matrix: ImportedMatrix | undefined,
  config: Experiment,
): Promise<AskedRow | undefined> {
  if (best === undefined && row === undefined) return undefined;
  if (!matrix) throw badArguments("--best and --row ask for columns of a table: give it by --data FILE");
  const { rowNames, colNames } = namesOfRun(matrix, config);
  if (row !== undefined) {
    const text = await readFile(row, "utf8").catch((error: unknown) => {
      throw badArguments(`${row} cannot be read (${reasonOf(error)})`);
    });
    try {
      return { title: "the new row", row: readNewRow(text, colNames, config.cols) };
    } catch (error) {
      throw badArguments((error as Error).message);
    }
  }
  const index = indexOf(rowNames, config.rows, best ?? "");
  if (index < 0) throw badArguments(`There is no row “${best}”.`);
  return { title: `row ${best}`, row: index };
}

export async function runCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, RUN_OPTIONS);
  const usage = "run takes one preset, link or config file, or --data FILE; dmf list names the presets";
  const source = sourceOf(values);
  const isBare = source !== undefined && positionals.length === 0;
  const backend = backendChoice(values.backend);
  if (values.out !== undefined) await openFolder(values.out);
  const input = isBare ? undefined : onlyPositional(positionals, usage);
  const { preset, experiment, data, matrix } = await readExperiment(input, source, values);
  const asked = await askedRow(values, matrix?.matrix, experiment as Experiment);
  const { out } = values;
  const log = values.log === undefined ? undefined : metricsLog(values.log);
  const record = await train(experiment, {
    backend,
    data,
    log,
    withResults: matrix !== undefined && !isPicture(matrix.matrix),
    ...(out === undefined ? {} : { statePath: join(out, "state.bin") }),
  });
  const { results } = record;
  const report = { ...record.report, preset, ...(results ? { baselines: results.baselines } : {}) };
  try {
    if (out !== undefined) {
      await writeWhole(join(out, "errors.csv"), errorsCsv(record.errors, report.config));
      await writeWhole(join(out, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
    }
    if (out !== undefined && results && matrix) {
      const message = await writeResults(out, results, matrix, experiment as Experiment);
      if (message !== undefined) process.stderr.write(`${message}\n`);
      else tell(`${out} has the completed table and the network’s factors.\n`);
    }
    if (out === undefined && results)
      tell("--out FOLDER writes the completed table and the network’s factors.\n");
    await record.conclude();
    log?.close();
  } finally {
    // Prints the result even if saving it failed.
    const table = results ? `${reportTable(report)}\n${resultsTable(report, results)}` : reportTable(report);
    process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : table);
    if (asked && results && !values.json) process.stdout.write(`\n${bestTable(results, asked)}`);
  }
  if (report.stopReason === "interrupted") return EXIT.interrupted;
  return record.diverged ? EXIT.failed : EXIT.ok;
}
