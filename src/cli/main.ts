/** `dmf`: the playground's engine without a page. */
import packageJson from "../../package.json";
import { PRESETS } from "../experiment/presets.ts";
import { CliError, EXIT, oneLine } from "./exit.ts";
import { exportCommand } from "./export.ts";
import { mergeCommand } from "./merge.ts";
import { reproduceCommand } from "./reproduce.ts";
import { runCommand } from "./run.ts";
import { sweepCommand } from "./sweep.ts";

const HELP = `dmf ${packageJson.version}: deep matrix factorization, original and compressed, without a page

Usage
  dmf run <preset | link | config.json> [options]   train, then report
  dmf run --data FILE [link | config.json] [options]
                                                    the same for a matrix of your own
  dmf sweep <preset | link | config.json> --vary key=v1,v2,… [--vary …] [--seeds N] [--shard i/n] --out DIR
                                                    one or two settings × seeds; keys are those of a link
  dmf merge <folder or file>… [--out FILE]          the runs of a sweep as one CSV table
  dmf reproduce [id…] [--full] [--data FILE] [--out DIR] [--json] [--backend …]
                                                    the papers' claims, each trained and judged; all without an id
  dmf export <preset | link | config.json> --as numpy|jax|torch [--out FILE]
                                                    the experiment as a Python script that runs by itself
  dmf list                                          presets, one a line
  dmf --help | --version

Options of run and sweep
  --backend auto|webgpu|cpu   auto (default): WebGPU where a Vulkan driver is present, else CPU
  --steps N                   stop after N updates
  --seed S                    start from seed S
  --data FILE                 CSV, TSV, NPY, Matrix Market, ratings or PGM; docs/cli.md
  --out DIR                   write report.json and errors.csv to DIR; interrupted, the same command goes on from there
  --json                      print one JSON object (schema 1, docs/cli.md) instead of a table

Options of reproduce
  --data FILE                 MovieLens-100K's u.data, for the claim ratings
  --full                      the papers' own sizes instead of the scaled ones: hours without a graphics card
  --out DIR                   write <id>.json, <id>.csv and <id>.svg to DIR; what is finished there is not run again
  --json                      print [{ id, claim, paper, ours, verdict }]; exit code 1 if a criterion is not met

Exit codes: 0 ok, 1 failed or diverged, 2 bad arguments, 3 backend missing, 130 interrupted
`;

async function main(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  const command = rest.includes("--help") ? "--help" : first;
  switch (command ?? "") {
    case "run":
      return runCommand(rest);
    case "sweep":
      return sweepCommand(rest);
    case "merge":
      return mergeCommand(rest);
    case "reproduce":
      return reproduceCommand(rest);
    case "export":
      return exportCommand(rest);
    case "list":
      process.stdout.write(PRESETS.map(({ id, title }) => `${id.padEnd(12)}${title}\n`).join(""));
      return EXIT.ok;
    case "--version":
    case "-v":
      process.stdout.write(`${packageJson.version}\n`);
      return EXIT.ok;
    case "--help":
    case "-h":
    case "help":
      process.stdout.write(HELP);
      return EXIT.ok;
    default:
      throw new CliError(
        EXIT.badArguments,
        command === undefined
          ? "no command given; try dmf --help"
          : `unknown command “${command}”; try dmf --help`,
      );
  }
}

// A reader that has gone away, or a full disk, ends the command without a trace of the stack.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code !== "EPIPE") process.stderr.write(`dmf: the result could not be written (${code ?? "error"})\n`);
  process.exit(EXIT.failed);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof CliError) process.stderr.write(`dmf: ${oneLine(error.message)}\n`);
  else
    process.stderr.write(`dmf: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = error instanceof CliError ? error.exitCode : EXIT.failed;
}
