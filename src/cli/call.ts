/** One call of the command line. */
import packageJson from "../../package.json";
import { didYouMean } from "../core/did-you-mean.ts";
import { COMMANDS, HELP, helpFor } from "./commands.ts";
import { beQuiet, CliError, EXIT, oneLine, badArguments } from "./output.ts";
import { isFile } from "./input.ts";

/** Runs the command that the arguments name. Resolves to its exit code, after an error was written in one line. */
export async function call(args: readonly string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    if (error instanceof CliError) process.stderr.write(`dmf: ${oneLine(error.message)}\n`);
    else
      process.stderr.write(
        `dmf: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
    return error instanceof CliError ? error.exitCode : EXIT.failed;
  }
}

async function run(args: readonly string[]): Promise<number> {
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
