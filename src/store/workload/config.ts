/** Configs of a workload: links, presets, and a user's changes. */
import type { Field as MatrixField } from "../../experiment/experiment.ts";
import { repairExperiment } from "../../experiment/repair.ts";
import type { Config, WorkloadKind, WorkloadPreset } from "./kind.ts";

export interface Repaired {
  readonly config: Config;
  /** One sentence for each corrected value. */
  readonly repairs: readonly string[];
}

export function repairConfig({ fields }: WorkloadKind, given: Readonly<Record<string, unknown>>): Repaired {
  const { experiment, repairs } = repairExperiment(
    given,
    undefined,
    fields as unknown as readonly MatrixField[],
  );
  return { config: experiment as unknown as Config, repairs };
}

const asText = (value: unknown): string => (Array.isArray(value) ? value.join(",") : String(value));

function chosenOf({ fields }: WorkloadKind, config: Config) {
  return fields.filter(({ name, fallback }) => asText(config[name]) !== asText(fallback(config)));
}

const LINK_VERSION = 1;

/** The part after `#`. */
export function encodeConfig(kind: WorkloadKind, config: Config): string {
  const chosen = chosenOf(kind, config).map(({ key, name }) => `${key}=${asText(config[name])}`);
  return [`id=${kind.id}`, `v=${LINK_VERSION}`, ...chosen].join("&");
}

export function decodeConfig(kind: WorkloadKind, hash: string): Repaired {
  const given: Record<string, unknown> = {};
  const repairs: string[] = [];
  for (const [key, text] of new URLSearchParams(hash.replace(/^#/, ""))) {
    if (key === "v") continue;
    const field = kind.fields.find((one) => one.key === key);
    if (!field) repairs.push(`“${key.slice(0, 40)}” is not a setting of this playground; ignored.`);
    else if (field.kind === "choices") given[field.name] = text.split(",");
    else if (field.kind === "choice" || field.kind === "text") given[field.name] = text;
    else given[field.name] = text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
  }
  const repaired = repairConfig(kind, given);
  return { config: repaired.config, repairs: [...repairs, ...repaired.repairs] };
}

/** Settings left at their defaults follow the change; chosen settings stay. */
export function changeConfig(
  kind: WorkloadKind,
  config: Config,
  changes: Readonly<Record<string, unknown>>,
): Repaired {
  const chosen = Object.fromEntries(chosenOf(kind, config).map(({ name }) => [name, config[name]]));
  return repairConfig(kind, { ...chosen, ...changes });
}

export const presetConfig = (kind: WorkloadKind, { fields }: WorkloadPreset): Config =>
  repairConfig(kind, fields).config;

/** The preset equal to a config, whatever its seed. */
export function presetOfConfig(kind: WorkloadKind, config: Config): WorkloadPreset | undefined {
  const link = encodeConfig(kind, { ...config, seed: 0 });
  return kind.presets.find(
    (preset) => encodeConfig(kind, { ...presetConfig(kind, preset), seed: 0 }) === link,
  );
}

/** Whether a run of one config can go on as one of the other, because all differing settings are live. */
export const isLiveChange = ({ fields }: WorkloadKind, from: Config, to: Config): boolean =>
  fields.every(({ name, isLive }) => isLive === true || asText(from[name]) === asText(to[name]));
