/** `dmf`: runs the playground's engine without the page. */
import { setTimeout } from "node:timers/promises";
import packageJson from "../../package.json";
import { didYouMean } from "../core/did-you-mean.ts";
import { COMMANDS, HELP, helpFor } from "./commands.ts";
import { beQuiet, CliError, EXIT, oneLine, badArguments } from "./exit.ts";
import { isFile } from "./input.ts";

async function main(args: readonly string[]): Promise<number> {
  const [first = "", ...rest] = args;
  const isHelp = rest.includes("--help") || rest.includes("-h");
  if (["--help", "-h", "help"].includes(first) || isHelp) {
    process.stdout.write(helpFor(first === "help" ? (rest[0] ?? "") : first) ?? HELP);
    return EXIT.ok;
  }
  if (first === "--version" || first === "-v") {
    process.stdout.write(`${packageJson.version}\n`);
    return EXIT.ok;
  }
  if (args.includes("--quiet")) beQuiet();
  // Without a command, `dmf` serves the page.
  const command = COMMANDS.get(first === "" || first.startsWith("--port") ? "serve" : first);
  if (command) return command.run(command === COMMANDS.get(first) ? rest : args);
  throw badArguments(
    isFile(first)
      ? `“${first}” is a file. dmf run --data ${first} trains on it.`
      : `unknown command “${first}”; try dmf --help.${didYouMean(first, COMMANDS.keys())}`,
  );
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
