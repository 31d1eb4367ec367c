/** Parses a command's options with Node's parser. An invalid one ends the command: one line, exit code 2. */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { didYouMean } from "../core/did-you-mean.ts";
import type { BackendChoice } from "../library/api.ts";
import { badArguments } from "./output.ts";

const BACKENDS: readonly BackendChoice[] = ["auto", "webgpu", "cpu"];

/** A command's options, for Node's parser: those with a value, and those without. */
export const optionsOf = <V extends string, F extends string = never>(
  withValue: readonly V[],
  flags: readonly F[] = [],
) =>
  ({
    ...Object.fromEntries(withValue.map((name) => [name, { type: "string" }])),
    ...Object.fromEntries(flags.map((name) => [name, { type: "boolean" }])),
  }) as Readonly<Record<V, { type: "string" }> & Record<F, { type: "boolean" }>>;

export function parseOptions<T extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    const { message } = error as Error;
    const [, unknown] = /^Unknown option '([^']+)'/.exec(message) ?? [];
    const known = Object.keys(options).map((name) => `--${name}`);
    throw badArguments(
      unknown
        ? `this command has no option ${unknown}; --help lists its options.${didYouMean(unknown, known)}`
        : (message.split("\n")[0] ?? "bad arguments"),
    );
  }
}

export function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw badArguments(`${name} takes a whole number, not “${text}”`);
  return Number(text);
}

export function backendChoice(text = "auto"): BackendChoice {
  const backend = BACKENDS.find((choice) => choice === text);
  if (!backend) throw badArguments(`--backend must be one of ${BACKENDS.join(", ")}`);
  return backend;
}

/** Returns a command's only positional argument. */
export function onlyPositional(positionals: readonly string[], message: string): string {
  const [input, ...more] = positionals;
  if (input === undefined || more.length > 0) throw badArguments(message);
  return input;
}
