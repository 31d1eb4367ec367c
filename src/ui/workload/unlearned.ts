/** The models that have learned little or nothing in a run, and the changes that lead back to a named experiment. */
import { overriddenFields } from "../../experiment/codec.ts";
import { presetConfig } from "../../store/workload/config.ts";
import type { Config, WorkloadPreset } from "../../store/workload/kind.ts";
import type { ModelNow } from "../../store/workload/state.ts";
import { hasLearned, headlineOf } from "./learned.ts";
import { valueWords } from "./words.ts";
import type { WorkloadPage } from "./workload-page.ts";

interface Remedy {
  readonly label: string;
  readonly changes: Readonly<Record<string, unknown>>;
}

/**
 * The models whose headline metric has not reached the level of learning. Models that do not reach it at the
 * nearest preset either are left out. Empty if the level is not known.
 */
export function unlearned(page: WorkloadPage, config: Config, models: readonly ModelNow[]): ModelNow[] {
  if (!page.levels(config)) return [];
  const expected = nearestOf(page, config)?.preset.failing ?? [];
  return models.filter(
    (model) =>
      Number.isFinite(headlineOf(model)) && !hasLearned(page, config, model) && !expected.includes(model.id),
  );
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
  const then = presetConfig(page, preset);
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

/** Remedies that lead back to the nearest preset: one setting, or the preset itself. Empty at a preset. */
export function remediesBack(page: WorkloadPage, config: Config): Remedy[] {
  const nearest = nearestOf(page, config);
  if (!nearest || nearest.settings.length === 0) return [];
  const { preset, settings } = nearest;
  const [first] = settings;
  const changes = Object.fromEntries(settings.map(({ field, value }) => [field.name, value]));
  return first && settings.length === 1
    ? [{ label: `Set ${first.field.label} to ${valueWords(page, first.field, first.value)}`, changes }]
    : [{ label: `Open “${preset.title}”`, changes }];
}
