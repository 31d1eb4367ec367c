/** Reads the experiment and the data that a library user passes. */
import { didYouMean } from "../core/did-you-mean.ts";
import { badInput } from "../core/errors.ts";
import type { Field } from "../experiment/fields.ts";
import { isWorkloadId, MF, WORKLOAD_IDS, workloadIdOf } from "../experiment/link-keys.ts";
import type { Turn } from "../core/macrotask.ts";
import type { RunConfig } from "../training/plan.ts";
import { codecFor } from "../workloads/codecs.ts";
import type { UserFile } from "../workloads/mf/training.ts";
import type { ExperimentInput, ReadExperiment, ReadUserData, UserData } from "./api.ts";

/** Throws "bad-input" instead of correcting a value: a script must not silently train something else. */
export const readExperiment: ReadExperiment = (input) => {
  if (typeof input !== "string" && (typeof input !== "object" || !input || Array.isArray(input)))
    throw badInput("An experiment is a link or an object of settings.");
  const { id = MF, ...fields } =
    typeof input === "string" ? { id: workloadIdOf(input) } : (input as { readonly id?: string });
  if (!isWorkloadId(id))
    throw badInput(`There is no experiment type “${id}”. The types are ${WORKLOAD_IDS.join(", ")}.`, "id");
  const codec = codecFor(id);
  const refusals: { readonly message: string; readonly setting: string }[] = [];
  const refuse = (message: string, setting: string): void => void refusals.push({ message, setting });
  const { config } = typeof input === "string" ? codec.decode(input, refuse) : codec.repair(fields, refuse);
  if (refusals.length > 0)
    throw badInput(refusals.map(({ message }) => message).join(" "), refusals[0]?.setting);
  return typeof input === "string" ? config : inGivenOrder(codec.fields, config, fields);
};

/** Models train in the order in which the settings list them. A link always has the order of the page. */
function inGivenOrder(
  fields: readonly Field<RunConfig>[],
  config: RunConfig,
  given: Readonly<Record<string, unknown>>,
): RunConfig {
  const lists = fields.flatMap(({ kind, name, key }) => {
    const list = given[name] ?? given[key];
    return kind === "choices" && Array.isArray(list) ? [[name, [...new Set(list)]] as const] : [];
  });
  return { ...config, ...Object.fromEntries(lists) };
}

/** Throws EngineError "bad-input" for an option that is none of `known`, e.g. because of a slip of the pen. */
export function refuseUnknown(options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw badInput(
      `There is no option “${unknown}”, only ${known.join(", ")}.${didYouMean(unknown, known)}`,
      unknown,
    );
}

export const readUserData: ReadUserData = (data, experiment) => readData(data, experiment);

/** Loads the code that reads files only if there are data. */
export const readData = async (data: UserData, experiment: RunConfig, turn?: Turn) =>
  (await import("./user-data.ts")).readUserData(data, experiment, turn);

/** Completes settings from the data (user-data.ts). */
export const settingsFor = async (input: ExperimentInput, config: RunConfig, file: UserFile, turn: Turn) =>
  (await import("./user-data.ts")).settingsFor(input, config, file, readExperiment, turn);
