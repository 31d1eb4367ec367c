/** A config file: a JSON object of experiment fields. */
import { readFile, stat } from "node:fs/promises";
import type { OnRefusal } from "../experiment/codec.ts";
import type { RunConfig } from "../training/plan.ts";
import { CliError, EXIT } from "./exit.ts";
import { reasonOf } from "./output.ts";
import { cliWorkload, type CliWorkload } from "./workloads.ts";

interface ReadConfig {
  readonly workload: CliWorkload;
  readonly given: RunConfig;
  /** One sentence for each value that was corrected. */
  readonly repairs: readonly string[];
}

/** Largest config file, in bytes; far more than an experiment needs. */
const MAX_BYTES = 2 ** 20;

export async function readConfig(path: string, refuse: OnRefusal): Promise<ReadConfig> {
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) throw new Error("larger than 1 MB");
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new CliError(EXIT.badArguments, `${path} cannot be read (${reasonOf(error)})`);
  }
  return parseConfig(path, text, refuse);
}

/**
 * Reads an experiment from a file's text, with one sentence for each correction. Throws a CliError that names the
 * file if the text holds no experiment.
 */
export function parseConfig(path: string, text: string, refuse?: OnRefusal): ReadConfig {
  let config: unknown;
  try {
    // JSON does not allow a byte order mark, but some editors write one.
    config = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new CliError(EXIT.badArguments, `${path} is not JSON: ${(error as Error).message}`);
  }
  if (typeof config !== "object" || config === null || Array.isArray(config))
    throw new CliError(EXIT.badArguments, `${path} is not an object of experiment fields`);
  const workload = cliWorkload("id" in config ? String(config.id) : undefined);
  const { id: _id, ...fields } = config as { readonly id?: unknown };
  const { config: given, repairs } = workload.codec.repair(fields, refuse);
  return { workload, given, repairs };
}
