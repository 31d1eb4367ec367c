/**
 * The command line takes these from each workload: links, presets, and the ids of the models that a config
 * trains.
 */
import type { Codec } from "../experiment/codec.ts";
import { isWorkloadId, MF, WORKLOAD_IDS, workloadIdOf, type WorkloadId } from "../experiment/link-keys.ts";
import { PRESETS } from "../experiment/presets.ts";
import type { RunConfig } from "../training/plan.ts";
import { CODECS } from "../workloads/codecs.ts";
import { FED_PRESETS } from "../workloads/federated/presets.ts";
import { LAB_PRESETS } from "../workloads/finetune/presets.ts";
import { MLP_PRESETS } from "../workloads/digits/presets.ts";
import { CliError, EXIT } from "./exit.ts";

interface NamedConfig<C> {
  readonly id: string;
  readonly title: string;
  readonly fields: Partial<C>;
}

export interface CliWorkload {
  readonly codec: Codec<RunConfig>;
  readonly presets: readonly NamedConfig<RunConfig>[];
  /** Ids in training order. */
  readonly models: (config: RunConfig) => readonly string[];
  /** Whether the workload takes a matrix from `--data`. */
  readonly takesMatrix?: true;
}

/** The cast is safe, because each workload gets only its own configs. */
function entry<C extends RunConfig>(
  codec: Codec<C>,
  presets: readonly NamedConfig<C>[],
  models: (config: C) => readonly string[],
): CliWorkload {
  return { codec, presets, models } as unknown as CliWorkload;
}

const WORKLOADS: Readonly<Record<WorkloadId, CliWorkload>> = {
  mf: { ...entry(CODECS.mf, PRESETS, ({ networks }) => networks), takesMatrix: true },
  mlp: entry(CODECS.mlp, MLP_PRESETS, ({ arms }) => arms),
  finetune: entry(CODECS.finetune, LAB_PRESETS, ({ methods }) => methods),
  federated: entry(CODECS.federated, FED_PRESETS, ({ arms }) => arms),
};

export const CLI_WORKLOADS = Object.values(WORKLOADS);

export function cliWorkload(id: string = MF): CliWorkload {
  if (isWorkloadId(id)) return WORKLOADS[id];
  const known = WORKLOAD_IDS.join(", ");
  throw new CliError(EXIT.badArguments, `there is no experiment type “${id}”; the types are ${known}`);
}

export const workloadOfLink = (link: string): CliWorkload => cliWorkload(workloadIdOf(link));
