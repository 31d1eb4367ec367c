/** `dmf`: runs the playground's engine without the page. */
import { setTimeout } from "node:timers/promises";
import packageJson from "../../package.json";
import { COMMANDS } from "./commands.ts";
import { CliError, EXIT, oneLine } from "./exit.ts";
import { HELP } from "./commands.ts";

async function main(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  const name = rest.includes("--help") ? "--help" : (first ?? "");
  const command = COMMANDS.get(name);
  if (command) return command.run(rest);
  switch (name) {
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
        first === undefined
          ? "no command given; try dmf --help"
          : `unknown command “${first}”; try dmf --help`,
      );
  }
}

/** How long the process waits for the reader of standard error after the work is done, in ms. */
const LOG_PATIENCE_MS = 1000;

// If the log cannot be written, the work continues.
process.stderr.on("error", () => undefined);

// If the output's reader is gone or the disk is full, the command ends without a stack trace.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  const reason = code === "EPIPE" ? "EPIPE: its reader has ended" : (code ?? "error");
  process.stderr.write(`dmf: the result could not be written (${reason})\n`);
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

// The process does not wait for a log that nobody reads.
const written = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((done) => stream.write("", () => done()));
await written(process.stdout);
await Promise.race([written(process.stderr), setTimeout(LOG_PATIENCE_MS)]);
process.exit();
