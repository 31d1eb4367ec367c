/**
 * The command line takes these from each workload: links, presets, and the ids of the models that a config
 * trains.
 */
import type { Codec } from "../experiment/codec.ts";
import { MF_CODEC } from "../experiment/link.ts";
import { MF, workloadIdOf } from "../experiment/link-keys.ts";
import { PRESETS } from "../experiment/presets.ts";
import type { RunConfig } from "../training/workload.ts";
import { FED_CODEC } from "../workloads/federated/config.ts";
import { FED_PRESETS } from "../workloads/federated/presets.ts";
import { LAB_CODEC } from "../workloads/finetune/config.ts";
import { LAB_PRESETS } from "../workloads/finetune/presets.ts";
import { MLP_CODEC } from "../workloads/mlp/config.ts";
import { MLP_PRESETS } from "../workloads/mlp/presets.ts";
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
}

/** The cast is safe, because each workload gets only its own configs. */
function entry<C extends RunConfig>(
  codec: Codec<C>,
  presets: readonly NamedConfig<C>[],
  models: (config: C) => readonly string[],
): CliWorkload {
  return { codec, presets, models } as unknown as CliWorkload;
}

export const CLI_WORKLOADS: readonly CliWorkload[] = [
  entry(MF_CODEC, PRESETS, ({ networks }) => networks),
  entry(MLP_CODEC, MLP_PRESETS, ({ arms }) => arms),
  entry(LAB_CODEC, LAB_PRESETS, ({ methods }) => methods),
  entry(FED_CODEC, FED_PRESETS, ({ arms }) => arms),
];

export function cliWorkload(id: string = MF): CliWorkload {
  const found = CLI_WORKLOADS.find(({ codec }) => codec.id === id);
  if (found) return found;
  const known = CLI_WORKLOADS.map(({ codec }) => codec.id).join(", ");
  throw new CliError(EXIT.badArguments, `there is no experiment type “${id}”; the types are ${known}`);
}

export const workloadOfLink = (link: string): CliWorkload => cliWorkload(workloadIdOf(link));
