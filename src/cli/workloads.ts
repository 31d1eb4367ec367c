/** Each workload gives the command line its links, its presets and the ids of a config's models. */
import { digitsCode } from "../codegen/digits-code.ts";
import { exportCode, type Language } from "../codegen/export-code.ts";
import { labCode } from "../codegen/lab-code.ts";
import type { Codec } from "../experiment/codec.ts";
import { isWorkloadId, MF, WORKLOAD_IDS, workloadIdOf, type WorkloadId } from "../experiment/link-keys.ts";
import { readTable, readTexts } from "../jobs/data/own-files.ts";
import type { UserData } from "../library/api.ts";
import { PRESETS } from "../workloads/mf/presets.ts";
import type { UserFile } from "../workloads/mf/training.ts";
import { firstSettings, readUserFile } from "../workloads/mf/user-file.ts";
import type { RunConfig } from "../training/plan.ts";
import { CODECS } from "../workloads/codecs.ts";
import { FED_PRESETS } from "../workloads/federated/presets.ts";
import { LAB_PRESETS } from "../workloads/finetune/presets.ts";
import { isLabelledTexts } from "../workloads/finetune/texts.ts";
import { MLP_PRESETS } from "../workloads/digits/presets.ts";
import { badArguments } from "./output.ts";

/** A user's file, read for one workload. */
export interface OpenedData {
  readonly name: string;
  readonly data: UserData;
  /** The settings that the page gives the newly opened file, with its checksum. */
  readonly first: () => Partial<RunConfig> & { readonly file?: string };
  /** Only matrix factorization has one. */
  readonly matrix?: UserFile;
}

interface NamedConfig<C> {
  readonly id: string;
  readonly title: string;
  readonly fields: Partial<C>;
}

export interface CliWorkload {
  readonly title: string;
  readonly codec: Codec<RunConfig>;
  readonly presets: readonly NamedConfig<RunConfig>[];
  /** Ids in training order. */
  readonly models: (config: RunConfig) => readonly string[];
  /** A script that makes the experiment. Undefined if there is none in this language. */
  readonly code?: (config: RunConfig, language: Language) => string | undefined;
  /** Reads a user's file. Undefined if the workload trains on none. */
  readonly open?: (name: string, bytes: Uint8Array) => Promise<OpenedData>;
  /** Whether a file is for this workload, if the user names none. */
  readonly takes?: (bytes: Uint8Array) => boolean;
}

/** The cast is safe, because each workload gets only its own configs. */
function entry<C extends RunConfig>(
  title: string,
  codec: Codec<C>,
  presets: readonly NamedConfig<C>[],
  models: (config: C) => readonly string[],
  rest: Pick<CliWorkload, "open" | "takes"> & {
    readonly code?: (config: C, language: Language) => string | undefined;
  } = {},
): CliWorkload {
  return { title, codec, presets, models, ...rest } as unknown as CliWorkload;
}

export const openedMatrix = (matrix: UserFile): OpenedData => ({
  name: matrix.name,
  data: matrix,
  first: () => firstSettings(matrix),
  matrix,
});

const openedBytes = (name: string, data: Uint8Array, first: Partial<RunConfig>): OpenedData => ({
  name,
  data,
  first: () => first,
});

const WORKLOADS: Readonly<Record<WorkloadId, CliWorkload>> = {
  mf: entry("Matrix factorization", CODECS.mf, PRESETS, ({ networks }) => networks, {
    code: (config, language) => (config.entries === "known" ? undefined : exportCode(config, language)),
    open: async (name, bytes) => openedMatrix(await readUserFile(name, bytes)),
  }),
  mlp: entry("Digits", CODECS.mlp, MLP_PRESETS, ({ arms }) => arms, {
    code: (config, language) => digitsCode(config, CODECS.mlp.encode(config), language),
    open: async (name, bytes) => openedBytes(name, bytes, readTable(bytes).changes),
  }),
  finetune: entry("Fine-tuning", CODECS.finetune, LAB_PRESETS, ({ methods }) => methods, {
    code: (config, language) =>
      language === "torch" ? labCode(config, CODECS.finetune.encode(config)) : undefined,
    open: async (name, bytes) => openedBytes(name, bytes, readTexts(bytes).changes),
    takes: isLabelledTexts,
  }),
  federated: entry("Federated fine-tuning", CODECS.federated, FED_PRESETS, ({ arms }) => arms),
};

export const CLI_WORKLOADS = Object.values(WORKLOADS);

export function cliWorkload(id: string = MF): CliWorkload {
  if (isWorkloadId(id)) return WORKLOADS[id];
  const known = WORKLOAD_IDS.join(", ");
  throw badArguments(`there is no experiment type “${id}”; the types are ${known}`);
}

/** The workload that takes this file; one of matrices, if no other does. */
export const workloadOfFile = (bytes: Uint8Array): CliWorkload =>
  CLI_WORKLOADS.find(({ takes }) => takes?.(bytes)) ?? cliWorkload();

export const workloadOfLink = (link: string): CliWorkload => cliWorkload(workloadIdOf(link));
