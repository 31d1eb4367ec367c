/** Reads the experiment of a library user. */
import { EngineError } from "../core/errors.ts";
import type { Codec } from "../experiment/codec.ts";
import { MF_CODEC } from "../experiment/link.ts";
import { MF, workloadIdOf } from "../experiment/link-keys.ts";
import type { RunConfig } from "../training/workload.ts";
import { FED_CODEC } from "../workloads/federated/config.ts";
import { LAB_CODEC } from "../workloads/finetune/config.ts";
import { MLP_CODEC } from "../workloads/mlp/config.ts";
import type { ExperimentInput } from "./api.ts";

/** Each config goes to the codec of its own workload alone. */
const CODECS = [MF_CODEC, MLP_CODEC, LAB_CODEC, FED_CODEC] as unknown as readonly Codec<RunConfig>[];

/** Throws EngineError "bad-input" instead of correcting a value: a script must not train something else unnoticed. */
export function readExperiment(input: ExperimentInput): RunConfig {
  const { id = MF, ...fields } =
    typeof input === "string" ? { id: workloadIdOf(input) } : (input as { readonly id?: string });
  const codec = CODECS.find((one) => one.id === id);
  if (!codec)
    throw new EngineError(
      "bad-input",
      `There are no experiments of the kind “${id}”. The kinds are ${CODECS.map((one) => one.id).join(", ")}.`,
    );
  const refusals: string[] = [];
  const refuse = (message: string): void => void refusals.push(message);
  const { config } = typeof input === "string" ? codec.decode(input, refuse) : codec.repair(fields, refuse);
  if (refusals.length > 0) throw new EngineError("bad-input", refusals.join(" "));
  return config;
}
