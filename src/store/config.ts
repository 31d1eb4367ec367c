/** The configs of a workload on its page: links, presets, and a user's changes. */
import * as codec from "../experiment/codec.ts";
import type { Codec, RepairedConfig } from "../experiment/codec.ts";
import type { LessonPlace } from "../experiment/lessons/course.ts";
import { openingFields } from "../experiment/lessons/lesson.ts";
import { besideLesson, hasSettings, placeOf } from "../experiment/lessons/place.ts";
import { decodeResults, type LinkedResults } from "../experiment/results.ts";
import type { RunConfig } from "../training/plan.ts";
import type { WorkloadKind, WorkloadPreset } from "./kind.ts";
import type { Config, State } from "./state.ts";

export const changeConfig = (
  kind: WorkloadKind,
  config: Config,
  changes: Partial<Config>,
): RepairedConfig<Config> =>
  kind.change?.(config, changes) ?? codec.changeConfig(kind.fields, config, changes);

/** The hash of the preset that an address without settings opens. */
export function firstHash(kind: WorkloadKind): string {
  const opened = kind.presets.find(({ id }) => id === kind.opens) ?? kind.presets[0];
  return `#${kind.encode(kind.repair(opened.fields).config)}`;
}

/** The names of the settings that differ. */
export const changedNames = (from: object | undefined, to: Config): string[] =>
  Object.keys(to).filter(
    (name) => codec.asText((from as Config | undefined)?.[name]) !== codec.asText(to[name]),
  );

/** Whether a config uses a file of the user's. Links never contain it. */
export const hasOwnFile = ({ data, task, file }: Config): boolean =>
  data === "file" || task === "file" || (task === "pairs" && file !== "");

interface Shown<C> {
  readonly run: { readonly config: C } | undefined;
  readonly config: C;
  readonly isRestarting: boolean;
}

/** Whether the screen shows an earlier run: with other settings than the controls', or about to start over. */
export const isEarlierRun = <C>(
  kind: Pick<Codec<C>, "fields">,
  { run, config, isRestarting }: NoInfer<Shown<C>>,
): boolean => run !== undefined && (isRestarting || !codec.isLiveChange(kind.fields, run.config, config));

/** Whether the figures belong to earlier settings: the run with the current ones is in preparation or failed. */
export const isOutdated = <C>(
  kind: Pick<Codec<C>, "fields">,
  state: NoInfer<Shown<C>> & Pick<State, "status">,
): boolean => state.status === "loading" || isEarlierRun(kind, state);

/** The settings that the page's address names, and what is open beside them. */
interface WorkloadAddress extends RepairedConfig<Config> {
  readonly lesson: LessonPlace | undefined;
  /** The results that the link's sender got. */
  readonly results: LinkedResults | undefined;
}

/** The part of a link after `#`, including the lesson that is open beside the config. */
export const encodeAddress = <C extends RunConfig>(
  kind: Codec<C>,
  config: NoInfer<C>,
  lesson: LessonPlace | undefined,
): string => {
  const steps = kind.fields.find(({ name }) => name === "steps");
  return besideLesson(kind.encode(config), `${steps?.key}=${config.steps}`, lesson);
};

/** A link with a lesson but no settings opens the lesson's first config. Never throws. */
export function decodeAddress(kind: WorkloadKind, hash: string): WorkloadAddress {
  const { place, notices } = placeOf(hash);
  const results = decodeResults(hash);
  const setups = place && kind.lessons[place.lesson];
  const lesson = setups && place;
  if (setups && !hasSettings(hash))
    return { config: kind.repair(openingFields({ setups })).config, repairs: notices, lesson, results };
  const { config, repairs } = kind.decode(hash === `#id=${kind.id}` ? firstHash(kind) : hash);
  return { config, repairs: [...notices, ...repairs], lesson, results };
}

/** The preset that a config equals, apart from its seed. */
export function presetOfConfig<C extends RunConfig>(
  kind: Codec<C> & Pick<WorkloadKind, "presets">,
  config: NoInfer<C>,
): WorkloadPreset | undefined {
  const link = kind.encode({ ...config, seed: 0 });
  return kind.presets.find((preset) => {
    const known = knownLinks.get(preset) ?? kind.encode({ ...kind.repair(preset.fields).config, seed: 0 });
    knownLinks.set(preset, known);
    return known === link;
  });
}

/** Links of presets with seed 0. The page asks for them in every frame. */
const knownLinks = new WeakMap<WorkloadPreset, string>();

/** The preset that a config equals, apart from its seed and its number of seeds. */
export const presetOfSeeds = (kind: WorkloadKind, config: Config): WorkloadPreset | undefined =>
  presetOfConfig(kind, config) ?? presetOfConfig(kind, { ...config, seeds: 1 });

/**
 * Whether the config differs from the displayed run only in a later last step, so that training can continue.
 * With a schedule, a later last step would have changed the earlier rates.
 */
export function trainsOn<C extends RunConfig>(
  kind: Codec<C> & { isOpenEnded?(config: NoInfer<C>): boolean },
  {
    run,
    config,
    models,
  }: NoInfer<Pick<Shown<C>, "run" | "config">> & {
    readonly models: readonly Pick<State["models"][number], "progress">[];
  },
): boolean {
  if (!run || !kind.isOpenEnded?.(run.config) || models.some(({ progress }) => progress?.diverged))
    return false;
  const { steps } = config;
  return steps > run.config.steps && kind.encode({ ...run.config, steps }) === kind.encode(config);
}

export const presetLinks = (kind: WorkloadKind) =>
  kind.presets.map((preset) => ({
    id: preset.id,
    title: preset.title,
    hash: `#${kind.encode(kind.repair(preset.fields).config)}`,
  }));
