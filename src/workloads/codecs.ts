/** The codec of every workload, for its links and settings. This module does not load the code that trains. */
import type { Codec } from "../experiment/codec.ts";
import { MF_CODEC } from "./mf/config/link.ts";
import type { WorkloadId } from "../experiment/link-keys.ts";
import type { RunConfig } from "../training/plan.ts";
import { FED_CODEC } from "./federated/config.ts";
import { LAB_CODEC } from "./finetune/config.ts";
import { MLP_CODEC } from "./digits/config.ts";

export const CODECS = {
  mf: MF_CODEC,
  mlp: MLP_CODEC,
  finetune: LAB_CODEC,
  federated: FED_CODEC,
} satisfies Readonly<Record<WorkloadId, unknown>>;

/** The cast is safe, because each config goes only to the codec of its own workload. */
export const codecFor = (id: WorkloadId): Codec<RunConfig> => CODECS[id] as unknown as Codec<RunConfig>;
