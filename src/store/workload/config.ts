/** Configs of a workload on its page: links, presets, and a user's changes. */
import * as codec from "../../experiment/codec.ts";
import type { Config, WorkloadKind, WorkloadPreset } from "./kind.ts";

export type Repaired = codec.RepairedConfig<Config>;

/** The part of a link after `#`. */
export const encodeConfig = ({ fields }: WorkloadKind, config: Config): string =>
  codec.encodeConfig(fields, config);

export const decodeConfig = ({ fields }: WorkloadKind, hash: string): Repaired =>
  codec.decodeConfig(fields, hash);

export const changeConfig = ({ fields }: WorkloadKind, config: Config, changes: Partial<Config>): Repaired =>
  codec.changeConfig(fields, config, changes);

export const isLiveChange = ({ fields }: WorkloadKind, from: Config, to: Config): boolean =>
  codec.isLiveChange(fields, from, to);

export const presetConfig = ({ fields }: WorkloadKind, preset: WorkloadPreset): Config =>
  codec.repairConfig(fields, preset.fields).config;

/** The preset equal to a config, whatever its seed. */
export function presetOfConfig(kind: WorkloadKind, config: Config): WorkloadPreset | undefined {
  const link = encodeConfig(kind, { ...config, seed: 0 });
  return kind.presets.find(
    (preset) => encodeConfig(kind, { ...presetConfig(kind, preset), seed: 0 }) === link,
  );
}
