/** `dmf merge`: writes the runs of any number of sweep files as one CSV table, to stdout or to a file. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { MF } from "../../experiment/link-keys.ts";
import { tableOf, type SweepLine } from "../../jobs/sweep/sweep.ts";
import { parseOptions } from "../arguments.ts";
import { CliError, EXIT } from "../exit.ts";
import { ifPresent, writeWhole } from "../output.ts";
import type { RunReport } from "../../library/api.ts";
import { readLines } from "./sweep-file.ts";

export const MERGE_OPTIONS = { out: { type: "string" } } as const;

export async function mergeCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, MERGE_OPTIONS);
  if (positionals.length === 0)
    throw new CliError(EXIT.badArguments, "merge takes folders or files written by sweep, and --out FILE");
  const files = (await Promise.all(positionals.map(sweepFiles))).flat();
  const byLink = new Map<string, SweepLine<RunReport>>();
  for (const file of files) for await (const line of readLines(file)) byLink.set(line.link, line);
  if (byLink.size === 0) throw new CliError(EXIT.failed, "there are no finished runs in these files");
  const csv = tableOfOneKind([...byLink.values()]);
  if (values.out === undefined) process.stdout.write(csv);
  else await writeWhole(values.out, csv);
  return EXIT.ok;
}

/** Throws for runs of several workloads, because their columns differ. */
function tableOfOneKind(lines: readonly SweepLine<RunReport>[]): string {
  const kinds = new Set(lines.map(({ report }) => (report.schema === 2 ? report.workload : MF)));
  if (kinds.size > 1)
    throw new CliError(
      EXIT.badArguments,
      "these files hold runs of different kinds; merge one kind at a time",
    );
  return tableOf(lines);
}

async function sweepFiles(path: string): Promise<string[]> {
  const found = await ifPresent(path, stat(path));
  if (!found) throw new CliError(EXIT.badArguments, `${path} does not exist`);
  if (!found.isDirectory()) return [path];
  return (await readdir(path)).filter((name) => name.endsWith(".jsonl")).map((name) => join(path, name));
}
