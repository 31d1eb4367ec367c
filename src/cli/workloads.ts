/**
 * The command line takes these from each workload: links, presets, and the ids of the models that a config
 * trains.
 */
import { digitsCode } from "../codegen/digits-code.ts";
import { exportCode, type Language } from "../codegen/export-code.ts";
import { labCode } from "../codegen/lab-code.ts";
import type { Codec } from "../experiment/codec.ts";
import { isWorkloadId, MF, WORKLOAD_IDS, workloadIdOf, type WorkloadId } from "../experiment/link-keys.ts";
import { PRESETS } from "../workloads/mf/presets.ts";
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
  /** A script that makes the experiment. Undefined if there is none in this language. */
  readonly code?: (config: RunConfig, language: Language) => string | undefined;
}

/** The cast is safe, because each workload gets only its own configs. */
function entry<C extends RunConfig>(
  codec: Codec<C>,
  presets: readonly NamedConfig<C>[],
  models: (config: C) => readonly string[],
  code?: (config: C, language: Language) => string | undefined,
): CliWorkload {
  return { codec, presets, models, code } as unknown as CliWorkload;
}

const WORKLOADS: Readonly<Record<WorkloadId, CliWorkload>> = {
  mf: entry(
    CODECS.mf,
    PRESETS,
    ({ networks }) => networks,
    (config, language) => (config.entries === "known" ? undefined : exportCode(config, language)),
  ),
  mlp: entry(
    CODECS.mlp,
    MLP_PRESETS,
    ({ arms }) => arms,
    (config, language) => digitsCode(config, CODECS.mlp.encode(config), language),
  ),
  finetune: entry(
    CODECS.finetune,
    LAB_PRESETS,
    ({ methods }) => methods,
    (config, language) =>
      language === "torch" ? labCode(config, CODECS.finetune.encode(config)) : undefined,
  ),
  federated: entry(CODECS.federated, FED_PRESETS, ({ arms }) => arms),
};

export const CLI_WORKLOADS = Object.values(WORKLOADS);

export function cliWorkload(id: string = MF): CliWorkload {
  if (isWorkloadId(id)) return WORKLOADS[id];
  const known = WORKLOAD_IDS.join(", ");
  throw new CliError(EXIT.badArguments, `there is no experiment type “${id}”; the types are ${known}`);
}

export const workloadOfLink = (link: string): CliWorkload => cliWorkload(workloadIdOf(link));
