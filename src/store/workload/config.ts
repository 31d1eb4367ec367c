/** The configs of a workload on its page: links, presets, and a user's changes. */
import * as codec from "../../experiment/codec.ts";
import type { RepairedConfig } from "../../experiment/codec.ts";
import type { LessonPlace } from "../../experiment/lessons/course.ts";
import { openingFields, type Settings } from "../../experiment/lessons/lesson.ts";
import { besideLesson, hasSettings, placeOf } from "../../experiment/lessons/place.ts";
import { workloadLesson } from "../../experiment/lessons/workload-lessons.ts";
import type { Config, WorkloadKind, WorkloadPreset } from "./kind.ts";
import type { WorkloadState } from "./state.ts";

/** The part of a link after `#`. */
export const encodeConfig = ({ fields }: WorkloadKind, config: Config): string =>
  codec.encodeConfig(fields, config);

export const decodeConfig = ({ fields }: WorkloadKind, hash: string): RepairedConfig<Config> =>
  codec.decodeConfig(fields, hash);

export const changeConfig = (
  { fields }: WorkloadKind,
  config: Config,
  changes: Partial<Config>,
): RepairedConfig<Config> => codec.changeConfig(fields, config, changes);

export const isLiveChange = ({ fields }: WorkloadKind, from: Config, to: Config): boolean =>
  codec.isLiveChange(fields, from, to);

/** Makes a config from its differences from the defaults. */
export const settingsConfig = ({ fields }: WorkloadKind, settings: Settings): Config =>
  codec.repairConfig(fields, settings).config;

export const presetConfig = (kind: WorkloadKind, preset: WorkloadPreset): Config =>
  settingsConfig(kind, preset.fields);

type Outdated = Pick<WorkloadState, "status" | "run" | "config" | "isRestarting">;

/**
 * Whether the run on the screen is an earlier one: it has other settings than the controls show, or is about to
 * start over.
 */
export const isEarlierRun = (
  kind: WorkloadKind,
  { run, config, isRestarting }: Omit<Outdated, "status">,
): boolean => run !== undefined && (isRestarting || !isLiveChange(kind, run.config, config));

/**
 * Whether the figures on the screen belong to earlier settings. The run with the current settings is being
 * prepared, or has failed.
 */
export const isOutdated = (kind: WorkloadKind, state: Outdated): boolean =>
  state.status === "loading" || isEarlierRun(kind, state);

export interface WorkloadAddress extends RepairedConfig<Config> {
  readonly lesson: LessonPlace | undefined;
}

/** The part of a link after `#`, including the lesson that is open beside the config. */
export const encodeAddress = (kind: WorkloadKind, config: Config, lesson: LessonPlace | undefined): string =>
  besideLesson(encodeConfig(kind, config), `steps=${config.steps}`, lesson);

/** A link with a lesson but no settings opens the lesson's first config. */
export function decodeAddress(kind: WorkloadKind, hash: string): WorkloadAddress {
  const { place: lesson, notices } = placeOf(hash);
  const opened = lesson && workloadLesson(lesson.lesson);
  if (opened && !hasSettings(hash))
    return { config: settingsConfig(kind, openingFields(opened)), repairs: notices, lesson };
  const { config, repairs } = decodeConfig(kind, hash);
  return { config, repairs: [...notices, ...repairs], lesson };
}

/** The preset that a config equals, apart from its seed. */
export function presetOfConfig(kind: WorkloadKind, config: Config): WorkloadPreset | undefined {
  const link = encodeConfig(kind, { ...config, seed: 0 });
  return kind.presets.find(
    (preset) => encodeConfig(kind, { ...presetConfig(kind, preset), seed: 0 }) === link,
  );
}

/** The preset that a config equals, apart from its seed and its number of seeds. */
export const presetOfSeeds = (kind: WorkloadKind, config: Config): WorkloadPreset | undefined =>
  presetOfConfig(kind, config) ?? presetOfConfig(kind, { ...config, seeds: 1 });
