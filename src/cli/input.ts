/**
 * Turns a command's argument into a config of any workload. The argument is a preset's id, a link from the page,
 * or a JSON file of fields.
 */
import { readFile, stat } from "node:fs/promises";
import { reasonOf } from "./output.ts";
import { firstSettings } from "../jobs/data/user-file.ts";
import type { UserFile } from "../workloads/mf/training.ts";
import { overrides, repairExperiment } from "../experiment/changes.ts";
import type { OnRefusal } from "../experiment/codec.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { RunConfig } from "../training/plan.ts";
import { CliError, EXIT } from "./exit.ts";
import { CLI_WORKLOADS, cliWorkload, workloadOfLink, type CliWorkload } from "./workloads.ts";

interface Input {
  readonly preset: string | null;
  readonly experiment: RunConfig;
}

interface Choice {
  /**
   * May be undefined if a data file is given. The file then gets the settings that the page gives a newly opened
   * file.
   */
  readonly input: string | undefined;
  readonly file?: UserFile | undefined;
  readonly steps: number | undefined;
  readonly seed: number | undefined;
}

/**
 * The page corrects values and announces the corrections. Here a value that needs correction is an error, because
 * a script must not silently train something else.
 */
export async function readExperiment({ input, file, steps, seed }: Choice): Promise<Input> {
  const refusals: string[] = [];
  const refuse = (message: string): void => void refusals.push(message);
  const stopIfRefused = (): void => {
    if (refusals.length > 0) throw new CliError(EXIT.badArguments, refusals.join(" "));
  };
  const { workload, preset, given } = await readFields(input, refuse);
  stopIfRefused();
  const fields = file ? withFile(workload, given, file) : given;
  const changes = { ...(steps === undefined ? {} : { steps }), ...(seed === undefined ? {} : { seed }) };
  const { config } = workload.codec.repair({ ...fields, ...changes }, refuse);
  stopIfRefused();
  return { preset, experiment: config };
}

/**
 * A link made for this file is used unchanged. Other inputs contribute only their differences from the
 * defaults.
 */
function withFile({ takesMatrix }: CliWorkload, given: object, file: UserFile): Partial<Experiment> {
  if (!takesMatrix)
    throw new CliError(
      EXIT.badArguments,
      "--data takes only matrices; open tables and texts with labels on the page",
    );
  const { config } = repairExperiment(given);
  if (config.data === "file" && config.file === file.checksum) return config;
  const { data, file: checksum, ...chosen } = overrides(config);
  const wanted =
    data === undefined || data === "file" ? checksum && `the checksum ${checksum}` : `data=${data}`;
  if (wanted)
    throw new CliError(
      EXIT.badArguments,
      `the experiment needs ${wanted}, but ${file.name} has the checksum ${file.checksum}`,
    );
  return { ...firstSettings(file), ...chosen };
}

interface Given {
  readonly workload: CliWorkload;
  readonly preset: string | null;
  readonly given: object;
}

async function readFields(input: string | undefined, refuse: OnRefusal): Promise<Given> {
  if (input === undefined) return { workload: cliWorkload(), preset: null, given: {} };
  for (const workload of CLI_WORKLOADS) {
    const preset = workload.presets.find(({ id }) => id === input);
    if (preset) return { workload, preset: preset.id, given: preset.fields };
  }
  if (/(^|[#&])(v=\d|id=)/.test(input)) {
    const workload = workloadOfLink(input);
    return { workload, preset: null, given: workload.codec.decode(input, refuse).config };
  }
  if (!input.endsWith(".json"))
    throw new CliError(
      EXIT.badArguments,
      `“${input}” is not a preset, link or .json file; dmf list names the presets`,
    );
  return { preset: null, ...(await readConfig(input, refuse)) };
}

/** A config file: a JSON object of experiment fields. */
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
