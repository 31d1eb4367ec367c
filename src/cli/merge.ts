/** `dmf merge`: the lines of any number of sweep files as one table, CSV on stdout or in a file. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseOptions } from "./arguments.ts";
import { CliError, EXIT } from "./exit.ts";
import { writeFileOrFail } from "./output.ts";
import { readLines, type SweepLine } from "./sweep.ts";

export async function mergeCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, { out: { type: "string" } });
  if (positionals.length === 0)
    throw new CliError(EXIT.badArguments, "merge takes folders or files that sweep wrote, and --out FILE");
  const files = (await Promise.all(positionals.map(sweepFiles))).flat();
  const byLink = new Map((await Promise.all(files.map(readLines))).flat().map((line) => [line.link, line]));
  if (byLink.size === 0) throw new CliError(EXIT.failed, "there are no finished runs in these files");
  const csv = sweepTable([...byLink.values()]);
  if (values.out === undefined) process.stdout.write(csv);
  else await writeFileOrFail(values.out, csv);
  return EXIT.ok;
}

async function sweepFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new CliError(EXIT.badArguments, `${path} does not exist`);
  if (!found.isDirectory()) return [path];
  return (await readdir(path)).filter((name) => name.endsWith(".jsonl")).map((name) => join(path, name));
}

/** One row for each network of each run; first what was varied. */
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
    .map((row) => row.map((cell) => cell ?? "").join(","))
    .toSorted((a, b) => (a < b ? -1 : 1));
  return [header.join(","), ...sorted, ""].join("\n");
}
