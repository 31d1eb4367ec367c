/** The commands and their options. help.ts and docs/cli.md describe them. */
import { parseOptions } from "./arguments.ts";
import { CliError, EXIT } from "./exit.ts";
import { EXPORT_OPTIONS, exportCommand } from "./export.ts";
import { MERGE_OPTIONS, mergeCommand } from "./sweep/merge.ts";
import { REPRODUCE_OPTIONS, reproduceCommand } from "./reproduce/reproduce.ts";
import { RUN_OPTIONS, runCommand } from "./run/run.ts";
import { SWEEP_OPTIONS, sweepCommand } from "./sweep/sweep.ts";
import { CLI_WORKLOADS } from "./workloads.ts";

interface Command {
  /** The command's options by name, without the dashes. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Runs the command and resolves to its exit code. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["run", { options: RUN_OPTIONS, run: runCommand }],
  ["sweep", { options: SWEEP_OPTIONS, run: sweepCommand }],
  ["merge", { options: MERGE_OPTIONS, run: mergeCommand }],
  ["reproduce", { options: REPRODUCE_OPTIONS, run: reproduceCommand }],
  ["export", { options: EXPORT_OPTIONS, run: exportCommand }],
  ["list", { options: {}, run: listCommand }],
]);

async function listCommand(args: readonly string[]): Promise<number> {
  const [extra] = parseOptions(args, {}).positionals;
  if (extra !== undefined)
    throw new CliError(EXIT.badArguments, `list takes no argument, but “${extra}” was given`);
  const presets = CLI_WORKLOADS.flatMap((workload) => workload.presets);
  const width = 2 + Math.max(...presets.map(({ id }) => id.length));
  process.stdout.write(presets.map(({ id, title }) => `${id.padEnd(width)}${title}\n`).join(""));
  return EXIT.ok;
}
