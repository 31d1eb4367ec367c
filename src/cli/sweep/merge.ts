/** `dmf merge`: writes the runs of any number of sweep files as one CSV table, to stdout or to a file. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { csvOf, tableRows, type TableRow } from "../../jobs/sweep/sweep.ts";
import { parseOptions } from "../arguments.ts";
import { CliError, EXIT, badArguments, ifPresent, writeWhole } from "../output.ts";
import { readLines } from "./sweep-file.ts";

export const MERGE_OPTIONS = { out: { type: "string" } } as const;

export async function mergeCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, MERGE_OPTIONS);
  if (positionals.length === 0)
    throw badArguments("merge takes folders or files written by sweep, and --out FILE");
  const files = (await Promise.all(positionals.map(sweepFiles))).flat();
  // Keeps only the rows of the table, because a large sweep's reports do not fit into memory.
  const byLink = new Map<string, readonly TableRow[]>();
  const kinds = new Set<string>();
  for (const file of files)
    for await (const line of readLines(file)) {
      kinds.add(line.report.workload);
      byLink.set(line.link, tableRows(line));
    }
  if (byLink.size === 0) throw new CliError(EXIT.failed, "there are no finished runs in these files");
  if (kinds.size > 1)
    throw badArguments("these files hold runs of different kinds; merge one kind at a time");
  const csv = csvOf([...byLink.values()].flat());
  if (values.out === undefined) process.stdout.write(csv);
  else await writeWhole(values.out, csv);
  return EXIT.ok;
}

async function sweepFiles(path: string): Promise<string[]> {
  const found = await ifPresent(path, stat(path));
  if (!found) throw badArguments(`${path} does not exist`);
  if (!found.isDirectory()) return [path];
  return (await readdir(path)).filter((name) => name.endsWith(".jsonl")).map((name) => join(path, name));
}
