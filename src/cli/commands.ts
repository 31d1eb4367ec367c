/** The commands, their options and the help text. docs/cli.md describes them. */
import packageJson from "../../package.json";
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

/** The output of `dmf --help`. */
export const HELP = `dmf ${packageJson.version}: matrix factorization, digits and fine-tuning on the command line

Usage
  dmf run <preset | link | config.json> [options]   train, then report
  dmf run --data FILE [link | config.json] [options]
                                                    the same for your own matrix
  dmf sweep <preset | link | config.json> --vary key=v1,v2,… --out DIR [options]
                                                    train settings × seeds
  dmf merge <folder or file>… [options]             collect the runs of a sweep in one CSV table
  dmf reproduce [id…] [options]                     train and judge the papers' claims with these ids, or all;
                                                    in an id, * stands for any text ("deep-lora-*")
  dmf export <preset | link | config.json> --as numpy|jax|torch|peft [options]
                                                    write the experiment as a self-contained Python script,
                                                    or train a fine-tuning experiment and write its adapters
  dmf list                                          list the presets, one per line
  dmf --help | --version

Options (and the commands that take them)
  --backend auto|webgpu|cpu   (run, sweep, reproduce, export) auto, the default: WebGPU if there is a Vulkan driver,
                              else CPU
  --steps N                   (run, sweep, export) stop after N updates
  --seed S                    (run, sweep, export) use seed S
  --seeds N                   (sweep) use N seeds, starting with S
  --vary key=v1,v2,…          (sweep) a setting, by its key in a link, and its values; repeat for more
  --shard i/n                 (sweep) train only every n-th run, starting with the i-th
  --data FILE                 (run, sweep, reproduce) CSV, TSV, NPY, Matrix Market, ratings or PGM;
                              reproduce takes MovieLens-100K's u.data, for the claim “ratings”
  --out DIR | FILE            (run, sweep, merge, reproduce, export) where the results go; docs/cli.md lists them.
                              An interrupted run, sweep or reproduce continues with the same command
  --json                      (run, reproduce) print JSON (docs/cli.md) instead of a table
  --full                      (reproduce) use the papers' own sizes; each claim can take hours without a GPU
  --report                    (reproduce) print docs/reproduction.md from the records in --out DIR; train nothing
  --as numpy|jax|torch|peft   (export) the language of the script; peft writes adapters in PEFT's format to --out DIR
  --rank N                    (export) with peft: adapter rank for full fine-tuning and GaLore, 1 to 16 (default 16)

Exit codes: 0 ok, 1 failed or diverged, 2 bad arguments, 3 backend missing, 130 interrupted
`;
