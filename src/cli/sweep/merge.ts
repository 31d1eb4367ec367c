/** `dmf merge`: the lines of any number of sweep files as one table, CSV on stdout or in a file. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { metricsTable, sweepTable, type SweepLine } from "../../jobs/sweep/sweep.ts";
import type { MetricsReport } from "../../engine/metrics-report.ts";
import { parseOptions } from "../arguments.ts";
import { CliError, EXIT } from "../exit.ts";
import { writeWhole } from "../output.ts";
import type { RunReport } from "../run/run-report.ts";
import { readLines } from "./sweep-file.ts";

export const MERGE_OPTIONS = { out: { type: "string" } } as const;

export async function mergeCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, MERGE_OPTIONS);
  if (positionals.length === 0)
    throw new CliError(EXIT.badArguments, "merge takes folders or files that sweep wrote, and --out FILE");
  const files = (await Promise.all(positionals.map(sweepFiles))).flat();
  const byLink = new Map((await Promise.all(files.map(readLines))).flat().map((line) => [line.link, line]));
  if (byLink.size === 0) throw new CliError(EXIT.failed, "there are no finished runs in these files");
  const csv = tableOf([...byLink.values()]);
  if (values.out === undefined) process.stdout.write(csv);
  else await writeWhole(values.out, csv);
  return EXIT.ok;
}

/** Runs of one workload have the same columns. */
function tableOf(lines: readonly SweepLine<RunReport>[]): string {
  const errors = lines.filter((line): line is SweepLine => line.report.schema === 1);
  const metrics = lines.filter((line): line is SweepLine<MetricsReport> => line.report.schema === 2);
  const kinds = new Set(metrics.map(({ report }) => report.workload));
  if (kinds.size + Number(errors.length > 0) > 1)
    throw new CliError(
      EXIT.badArguments,
      "these files hold runs of different kinds; merge one kind at a time",
    );
  return errors.length > 0 ? sweepTable(errors) : metricsTable(metrics);
}

async function sweepFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new CliError(EXIT.badArguments, `${path} does not exist`);
  if (!found.isDirectory()) return [path];
  return (await readdir(path)).filter((name) => name.endsWith(".jsonl")).map((name) => join(path, name));
}
