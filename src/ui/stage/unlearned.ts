/** The models that have learned little or nothing in a run, and the changes that lead back to a named experiment. */
import { remembered } from "../../core/remembered.ts";
import { overriddenFields } from "../../experiment/codec.ts";
import { hasEnded, type Config, type ModelNow, type State } from "../../store/state.ts";
import type { WorkloadPreset } from "../../store/kind.ts";
import { hasLearned, headlineOf, isAtStart } from "./learned.ts";
import { changeConfig, isOutdated } from "../../store/config.ts";
import { nowOf } from "../parts/context.ts";
import {
  headlineQuantity,
  presetSentence,
  valueWords,
  type Advice,
  type Advisor,
  type Curves,
  type Remedy,
  type WorkloadPage,
} from "../parts/workload-page.ts";

/**
 * The models whose headline metric has not reached the level of learning. Models that do not reach it at the
 * nearest preset either are left out. Empty if the level is not known.
 */
export function unlearned(page: WorkloadPage, config: Config, models: readonly ModelNow[]): ModelNow[] {
  if (!page.levels?.(config)) return [];
  const expected = nearestOf(page, config)?.preset.failing ?? [];
  return models.filter(
    (model) =>
      Number.isFinite(headlineOf(model)) && !hasLearned(page, config, model) && !expected.includes(model.id),
  );
}

/**
 * Whether the headline metric was at the level of a spoiled model in the last two tests, so that one bad test warns
 * nobody.
 */
function staysSpoiled(
  page: WorkloadPage,
  config: Config,
  { id, headline }: ModelNow,
  curves: Curves,
): boolean {
  const last = curves.curveOf(id, headline).values.slice(-2);
  return last.length === 2 && last.every((value) => isSpoiled(page, config, value));
}

const isSpoiled = (page: WorkloadPage, config: Config, error: number): boolean =>
  error >= (page.levels?.(config)?.spoiled ?? Infinity);

/** Up to this part of the way from the untrained level to the learned one, a model counts as having learned nothing. */
const NOTHING = 0.1;

function hasLearnedNothing(page: WorkloadPage, config: Config, model: ModelNow): boolean {
  const { untrained, learned } = page.levels?.(config) ?? { untrained: NaN, learned: NaN };
  return isAtStart(model) || (headlineOf(model) - untrained) / (learned - untrained) < NOTHING;
}

/**
 * Names these models with their headline metric: first those that training has spoiled, then those that have learned
 * nothing, then the others.
 */
export function unlearnedText(
  page: WorkloadPage,
  config: Config,
  models: readonly ModelNow[],
  format: (value: number) => string,
): string {
  const spoiled = models.filter((model) => isSpoiled(page, config, headlineOf(model)));
  const others = models.filter((model) => !spoiled.includes(model));
  const nothing = others.filter((model) => hasLearnedNothing(page, config, model));
  const groups = {
    "Spoiled by training": spoiled,
    "Nothing learned": nothing,
    "Learned only in part": others.filter((model) => !nothing.includes(model)),
  };
  const told = (model: ModelNow): string => `${page.looks[model.id]?.name} ${format(headlineOf(model))}`;
  return Object.entries(groups)
    .flatMap(([group, list]) => (list.length > 0 ? [`${group}: ${list.map(told).join(", ")}`] : []))
    .join(". ");
}

/** Settings that do not decide whether a model learns. */
const indifferent = ({ modelsField, viewed = [] }: WorkloadPage): readonly string[] => [
  modelsField,
  "seed",
  "seeds",
  "stopError",
  ...viewed,
];

/** The settings that differ between a config and a preset, if at least one of the two sets them explicitly. */
function differing(page: WorkloadPage, config: Config, preset: WorkloadPreset) {
  const then = page.repair(preset.fields).config;
  const chosen = [config, then].flatMap((one) => overriddenFields(page.fields, one));
  return page.fields
    .filter(
      (field) =>
        chosen.includes(field) &&
        !indifferent(page).includes(field.name) &&
        String(config[field.name]) !== String(then[field.name]),
    )
    .map((field) => ({ field, value: then[field.name] }));
}

/** The preset with the fewest different settings, and these settings. */
const nearestOf = (page: WorkloadPage, config: Config) =>
  page.presets
    .map((preset) => ({ preset, settings: differing(page, config, preset) }))
    .toSorted((a, b) => a.settings.length - b.settings.length)[0];

/**
 * Remedies that lead back to the nearest preset: one setting, or the preset itself. One setting is enough if no
 * other differs, or if it ends the reason why a model cannot learn. Empty at a preset.
 */
export function remediesBack(page: WorkloadPage, config: Config): Remedy[] {
  const nearest = nearestOf(page, config);
  if (!nearest || nearest.settings.length === 0) return [];
  const { preset, settings } = nearest;
  const changesOf = (chosen: typeof settings) =>
    Object.fromEntries(chosen.map(({ field, value }) => [field.name, value]));
  const canLearn = (changes: Partial<Config>): boolean =>
    page.futile?.(changeConfig(page, config, changes).config) === undefined;
  const enough = canLearn({}) ? [] : settings.filter((setting) => canLearn(changesOf([setting])));
  const [one] = settings.length === 1 ? settings : enough;
  const label = one
    ? `Set ${one.field.label} to ${valueWords(page, one.field.name, one.value)}`
    : `Open “${preset.title}”`;
  return [{ label, changes: changesOf(one ? [one] : settings), isAnew: true }];
}

/** Advice that follows from the levels of the headline metric, the page's certain failures, and its hint. */
export const advisorOf = remembered(createAdvisor);

function createAdvisor(page: WorkloadPage): Advisor {
  /** The sentence of the preset, which the advice replaces, stays in front of it. */
  const advice = (
    kind: Advice["kind"],
    state: State,
    text: string,
    remedies: readonly Remedy[],
  ): readonly Advice[] => {
    const about = presetSentence(page, state);
    return [{ kind, text: about ? `${about} ${text}` : text, remedies }];
  };
  return {
    messages(kind, state, data) {
      if (kind === "note") {
        const now = nowOf(page, state);
        const hint = now && !isOutdated(page, state) ? page.hint?.(now) : undefined;
        return hint ? advice(kind, state, hint.text, hint.action ? [hint.action] : []) : [];
      }
      // A lesson explains its run itself.
      if (state.lesson) return [];
      const why = page.futile?.(state.config);
      if (why !== undefined) return advice(kind, state, why, remediesBack(page, state.config));
      const told = toldUnlearned(page, state, data);
      return told ? advice(kind, state, told.text, told.remedies) : [];
    },
    diverged: ({ run, config }) => {
      const remedies = remediesBack(page, run?.config ?? config);
      return { text: remedies.length === 0 ? "Set a smaller learning rate." : "", remedies };
    },
  };
}

/**
 * Says after a run which models have learned little or nothing, and already during the run which ones training
 * keeps making worse.
 */
function toldUnlearned(page: WorkloadPage, state: State, data: Curves): Omit<Advice, "kind"> | undefined {
  const { run, models } = state;
  const levels = run && page.levels?.(run.config);
  if (!levels || isOutdated(page, state)) return undefined;
  const judged =
    hasEnded(state) && state.status !== "diverged"
      ? models
      : models.filter((model) => staysSpoiled(page, run.config, model, data));
  const left = judged.length > 0 ? unlearned(page, run.config, judged) : [];
  const remedies = remediesBack(page, run.config);
  if (left.length === 0 || remedies.length === 0) return undefined;
  const { label, format } = headlineQuantity(page, left[0]);
  const told = unlearnedText(page, run.config, left, format);
  return {
    text: `${told} (${label.toLowerCase()}; ${format(levels.untrained)} without training).`,
    remedies,
  };
}
