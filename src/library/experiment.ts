/** Reads the experiment that a library user passes. */
import { EngineError } from "../core/errors.ts";
import type { Codec } from "../experiment/codec.ts";
import { MF_CODEC } from "../experiment/link.ts";
import { MF, workloadIdOf } from "../experiment/link-keys.ts";
import type { RunConfig } from "../training/workload.ts";
import { FED_CODEC } from "../workloads/federated/config.ts";
import { LAB_CODEC } from "../workloads/finetune/config.ts";
import { MLP_CODEC } from "../workloads/mlp/config.ts";
import type { ExperimentInput } from "./api.ts";

/** The cast is safe, because each config goes only to the codec of its own workload. */
const CODECS = [MF_CODEC, MLP_CODEC, LAB_CODEC, FED_CODEC] as unknown as readonly Codec<RunConfig>[];

/**
 * Throws EngineError "bad-input" instead of correcting a value, because a script must not silently train
 * something else.
 */
export function readExperiment(input: ExperimentInput): RunConfig {
  const { id = MF, ...fields } =
    typeof input === "string" ? { id: workloadIdOf(input) } : (input as { readonly id?: string });
  const codec = CODECS.find((one) => one.id === id);
  if (!codec)
    throw new EngineError(
      "bad-input",
      `There is no experiment type “${id}”. The types are ${CODECS.map((one) => one.id).join(", ")}.`,
    );
  const refusals: string[] = [];
  const refuse = (message: string): void => void refusals.push(message);
  const { config } = typeof input === "string" ? codec.decode(input, refuse) : codec.repair(fields, refuse);
  if (refusals.length > 0) throw new EngineError("bad-input", refusals.join(" "));
  return config;
}
