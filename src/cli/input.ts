/** Turns a command's argument (a preset's id, a link from the page, or a JSON file of fields) into a config. */
import { existsSync, statSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { didYouMean } from "../core/did-you-mean.ts";
import { wholeNumber } from "./arguments.ts";
import { reasonOf, badArguments } from "./output.ts";
import { overridesOf, type OnRefusal } from "../experiment/codec.ts";
import type { UserData } from "../library/api.ts";
import type { RunConfig } from "../training/plan.ts";
import type { UserFile } from "../workloads/mf/training.ts";
import { openData, tellLeftOut, type DataSource } from "./run/data.ts";
import {
  CLI_WORKLOADS,
  cliWorkload,
  workloadOfLink,
  type CliWorkload,
  type OpenedData,
} from "./workloads.ts";

interface Input {
  readonly preset: string | null;
  readonly experiment: RunConfig;
  /** The user's data, if a file is given. */
  readonly data?: UserData;
  /** The file, if it is a matrix. */
  readonly matrix?: UserFile;
}

/**
 * The page corrects values and announces the corrections. Here a value that needs correction is an error, because
 * a script must not silently train something else. Without an input, a file gets the settings of one opened on the page.
 */
export async function readExperiment(
  input: string | undefined,
  file: DataSource | undefined,
  options: { readonly steps?: string | undefined; readonly seed?: string | undefined },
): Promise<Input> {
  const steps = wholeNumber("--steps", options.steps);
  const seed = wholeNumber("--seed", options.seed);
  const refusals: string[] = [];
  const refuse = (message: string): void => void refusals.push(message);
  const stopIfRefused = (): void => {
    if (refusals.length > 0) throw badArguments(refusals.join(" "));
  };
  const named = input === undefined ? undefined : await readFields(input, refuse);
  stopIfRefused();
  const opened = file === undefined ? undefined : await openData(file, named?.workload);
  const read: Given = named ?? { workload: opened?.workload ?? cliWorkload(), preset: null, given: {} };
  const { workload, preset, given } = read;
  const fields = opened ? withFile(read, opened) : given;
  const changes = { ...(steps === undefined ? {} : { steps }), ...(seed === undefined ? {} : { seed }) };
  const { config } = workload.codec.repair({ ...fields, ...changes }, refuse);
  stopIfRefused();
  if (!opened) return { preset, experiment: config };
  tellLeftOut(opened.matrix, config);
  const { data, matrix } = opened;
  return { preset, experiment: config, data, ...(matrix ? { matrix } : {}) };
}

/** A link made for this file stays. A config file adds the fields that it states, other inputs non-defaults. */
function withFile({ workload: { codec }, given, stated }: Given, opened: OpenedData): object {
  const first = opened.first();
  const source = "data" in first ? "data" : "task";
  type Named = { readonly data?: string; readonly task?: string; readonly file?: string };
  const config: object = codec.repair(given).config;
  const wanted = (first as Named)[source] ?? "file";
  const { [source]: of, file: own } = config as Named;
  if (of === wanted && own === first.file) return config;
  const {
    [source]: kind = wanted,
    file = "",
    ...chosen
  } = (stated ? picked(config, stated) : overridesOf(codec.fields, config as RunConfig)) as Named;
  if (kind !== wanted || file !== "")
    throw badArguments(
      `the experiment needs ${kind === wanted ? `the checksum ${file}` : `${source}=${kind}`}, but ${opened.name} has the checksum ${first.file ?? ""}`,
    );
  return { ...first, ...chosen };
}

const picked = (config: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(config).filter(([name]) => names.includes(name)));

interface Given {
  readonly workload: CliWorkload;
  readonly preset: string | null;
  readonly given: object;
  /** The names of the fields that a config file states. */
  readonly stated?: readonly string[];
}

async function readFields(input: string, refuse: OnRefusal): Promise<Given> {
  for (const workload of CLI_WORKLOADS) {
    const preset = workload.presets.find(({ id }) => id === input);
    if (preset) return { workload, preset: preset.id, given: preset.fields };
  }
  if (/(^|[#&])(v=\d|id=)/.test(input)) {
    const workload = workloadOfLink(input);
    return { workload, preset: null, given: workload.codec.decode(input, refuse).config };
  }
  if (!input.endsWith(".json"))
    throw badArguments(
      isFile(input)
        ? `“${input}” is a file, and no .json file of settings. Write --data ${input} to train on it.`
        : `“${input}” is not a preset, link or .json file; dmf list names the presets.${didYouMean(input, presetIds())}`,
    );
  return { preset: null, ...parseConfig(input, await readConfig(input), refuse) };
}

export const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

const presetIds = (): string[] => CLI_WORKLOADS.flatMap(({ presets }) => presets.map(({ id }) => id));

/** Largest config file, in bytes; far more than an experiment needs. */
const MAX_BYTES = 2 ** 20;

async function readConfig(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) throw new Error("larger than 1 MB");
    return await readFile(path, "utf8");
  } catch (error) {
    throw badArguments(`${path} cannot be read (${reasonOf(error)})`);
  }
}

/** Reads a file's experiment, with a sentence for each correction. Throws a CliError that names the file. */
export function parseConfig(path: string, text: string, refuse?: OnRefusal) {
  let config: unknown;
  try {
    // JSON does not allow a byte order mark, but some editors write one.
    config = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw badArguments(`${path} is not JSON: ${(error as Error).message}`);
  }
  if (typeof config !== "object" || config === null || Array.isArray(config))
    throw badArguments(`${path} is not an object of experiment fields`);
  const workload = cliWorkload("id" in config ? String(config.id) : undefined);
  const { id: _id, ...fields } = config as { readonly id?: unknown };
  const { config: given, repairs } = workload.codec.repair(fields, refuse);
  return { workload, given, stated: Object.keys(fields), repairs };
}
