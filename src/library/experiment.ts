/** Reads the experiment and the data that a library user passes. */
import { EngineError } from "../core/errors.ts";
import { isWorkloadId, MF, WORKLOAD_IDS, workloadIdOf } from "../experiment/link-keys.ts";
import { codecFor } from "../workloads/codecs.ts";
import type { ReadExperiment, ReadUserData } from "./api.ts";

/**
 * Throws EngineError "bad-input" instead of correcting a value, because a script must not silently train
 * something else.
 */
export const readExperiment: ReadExperiment = (input) => {
  if (typeof input !== "string" && (typeof input !== "object" || !input || Array.isArray(input)))
    throw new EngineError("bad-input", "An experiment is a link or an object of settings.");
  const { id = MF, ...fields } =
    typeof input === "string" ? { id: workloadIdOf(input) } : (input as { readonly id?: string });
  if (!isWorkloadId(id))
    throw new EngineError(
      "bad-input",
      `There is no experiment type “${id}”. The types are ${WORKLOAD_IDS.join(", ")}.`,
    );
  const codec = codecFor(id);
  const refusals: string[] = [];
  const refuse = (message: string): void => void refusals.push(message);
  const { config } = typeof input === "string" ? codec.decode(input, refuse) : codec.repair(fields, refuse);
  if (refusals.length > 0) throw new EngineError("bad-input", refusals.join(" "));
  return config;
};

/** Loads the code that reads files only if there are data. */
export const readUserData: ReadUserData = async (data, experiment) =>
  (await import("./user-data.ts")).readUserData(data, experiment);
