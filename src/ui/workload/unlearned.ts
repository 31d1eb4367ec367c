/** The models that a run leaves no better than without training, and the changes that lead back to a named experiment. */
import { fieldsChosen } from "../../experiment/codec.ts";
import { presetConfig } from "../../store/workload/config.ts";
import type { Config, WorkloadPreset } from "../../store/workload/kind.ts";
import type { ModelNow } from "../../store/workload/state.ts";
import { headlineOf, headlineQuantity } from "./Result.tsx";
import { valueWords } from "./words.ts";
import type { WorkloadPage } from "./workload-page.ts";

export interface Way {
  readonly label: string;
  readonly changes: Readonly<Record<string, unknown>>;
}

/** An accuracy counts as guessing if it gains at most this share of what guessing leaves to gain. */
const LITTLE = 0.1;

/**
 * The models whose headline metric is no better than without training, except those whose failure the nearest
 * preset announces. Empty if the level without training is not known.
 */
export function unlearned(page: WorkloadPage, config: Config, models: readonly ModelNow[]): ModelNow[] {
  const level = page.untrained(config);
  if (level === undefined) return [];
  const isBetter = (model: ModelNow): boolean =>
    ["share", "accuracy"].includes(headlineQuantity(page, model).scale)
      ? headlineOf(model) > level + LITTLE * (1 - level)
      : headlineOf(model) < level;
  const expected = nearestOf(page, config)?.preset.failing ?? [];
  return models.filter(
    (model) => Number.isFinite(headlineOf(model)) && !isBetter(model) && !expected.includes(model.id),
  );
}

/** Settings that do not decide whether a model learns. */
const indifferent = ({ modelsField, viewed = [] }: WorkloadPage): readonly string[] => [
  modelsField,
  "seed",
  "seeds",
  "stop",
  "stopError",
  "seconds",
  ...viewed,
];

/** The settings in which a config differs from a preset and which at least one of the two sets. */
function differing(page: WorkloadPage, config: Config, preset: WorkloadPreset) {
  const then = presetConfig(page, preset);
  const chosen = [config, then].flatMap((one) => fieldsChosen(page.fields, one));
  return page.fields
    .filter(
      (field) =>
        chosen.includes(field) &&
        !indifferent(page).includes(field.name) &&
        String(config[field.name]) !== String(then[field.name]),
    )
    .map((field) => ({ field, value: then[field.name] }));
}

/** The preset with the fewest different settings, and these. */
const nearestOf = (page: WorkloadPage, config: Config) =>
  page.presets
    .map((preset) => ({ preset, settings: differing(page, config, preset) }))
    .toSorted((a, b) => a.settings.length - b.settings.length)[0];

/** Back to the nearest preset: one setting, or the preset itself. Empty at a preset. */
export function waysBack(page: WorkloadPage, config: Config): Way[] {
  const nearest = nearestOf(page, config);
  if (!nearest || nearest.settings.length === 0) return [];
  const { preset, settings } = nearest;
  const [first] = settings;
  const changes = Object.fromEntries(settings.map(({ field, value }) => [field.name, value]));
  return first && settings.length === 1
    ? [{ label: `Set ${first.field.label} to ${valueWords(page, first.field, first.value)}`, changes }]
    : [{ label: `Open “${preset.title}”`, changes }];
}
