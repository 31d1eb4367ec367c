/**
 * Parses the options of the commands with Node's own parser. An invalid option ends the command with one line
 * and exit code 2.
 */
import { parseArgs, type ParseArgsConfig } from "node:util";
import type { BackendChoice } from "../library/api.ts";
import { CliError, EXIT } from "./exit.ts";

const BACKENDS: readonly BackendChoice[] = ["auto", "webgpu", "cpu"];

export function parseOptions<T extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new CliError(EXIT.badArguments, (error as Error).message.split("\n")[0] ?? "bad arguments");
  }
}

export function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text))
    throw new CliError(EXIT.badArguments, `${name} takes a whole number, not “${text}”`);
  return Number(text);
}

export function backendChoice(text = "auto"): BackendChoice {
  const backend = BACKENDS.find((choice) => choice === text);
  if (!backend) throw new CliError(EXIT.badArguments, `--backend must be one of ${BACKENDS.join(", ")}`);
  return backend;
}

/** Returns a command's only positional argument. */
export function onlyPositional(positionals: readonly string[], message: string): string {
  const [input, ...more] = positionals;
  if (input === undefined || more.length > 0) throw new CliError(EXIT.badArguments, message);
  return input;
}
