/** A model's headline metric over its seeds, and whether the model has learned. */
import { halfInterval } from "../../experiment/student.ts";
import { hasFitted } from "../../store/run/headline.ts";
import type { Config, ModelNow } from "../../store/state.ts";
import type * as page from "../parts/workload-page.ts";
import type { WorkloadPage } from "../parts/workload-page.ts";

/** The mean over seeds of a model's headline metric. */
export function headlineOf({ progressBySeed }: ModelNow): number {
  return progressBySeed.reduce((sum, { headline }) => sum + headline, 0) / progressBySeed.length;
}

/** Whether a model has a result that can be compared. */
export const isKnown = (model: ModelNow | undefined): model is ModelNow =>
  model !== undefined && !model.progress?.diverged && Number.isFinite(headlineOf(model));

/** The remedy for the result of a single seed. */
export const MORE_SEEDS = { label: "Train 5 seeds", changes: { seeds: 5 } };

/** The standard deviation of a sample. NaN for one value. */
export function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/**
 * By how much the first model's accuracy is above the second's on `tests` samples, in the points of the shown accuracies
 * and in samples, and whether chance alone may do this. The noise is half of a 95 % interval: of the mean paired
 * difference of several seeds, or of the difference of two binomial accuracies. The latter is cautious, because the
 * answers of two models to the same samples are alike. It is at least five samples: if the models disagree on five, all
 * in one's favour, an exact sign test gives p = .06.
 */
export function accuracyGap(first: ModelNow, second: ModelNow, tests: number) {
  const [ahead, behind] = [headlineOf(first), headlineOf(second)];
  const shown = (accuracy: number): number => Number((100 * accuracy).toFixed(1));
  const gaps = first.progressBySeed.map(
    ({ headline }, b) => headline - (second.progressBySeed[b]?.headline ?? NaN),
  );
  const noise =
    gaps.length > 1
      ? halfInterval(gaps)
      : Math.max(5.5 / tests, 1.96 * Math.sqrt((ahead * (1 - ahead) + behind * (1 - behind)) / tests));
  return {
    gaps,
    isLevel: Math.abs(ahead - behind) <= noise,
    points: (shown(ahead) - shown(behind)).toFixed(1),
    samples: Math.round((ahead - behind) * tests),
    noise: Math.floor(noise * tests),
  };
}

/** Whether no test of any seed has been better than the one before training. */
export const isAtStart = ({ progressBySeed }: ModelNow): boolean =>
  progressBySeed.every(({ bestStep }) => bestStep === 0);

/**
 * Whether a model's headline metric has reached the level of learning. If the level is not known, the model
 * must have fitted part of its data.
 */
export function hasLearned(workload: Pick<WorkloadPage, "levels">, config: Config, model: ModelNow): boolean {
  const levels = workload.levels?.(config);
  if (!levels) return hasFitted(model);
  const value = headlineOf(model);
  return levels.learned < levels.untrained ? value <= levels.learned : value >= levels.learned;
}

/** A saving that depends on whether the compared models have learned. */
export interface Saving extends Omit<page.Saving, "text"> {
  readonly compared: readonly ModelNow[];
  readonly ratio: string;
  readonly counts: string;
}

/**
 * A model that has learned nothing saves nothing, so until the compared models have learned, the text gives
 * both counts and no ratio.
 */
export const savingTexts = (
  workload: Pick<WorkloadPage, "levels">,
  config: Config,
  savings: readonly Saving[],
): readonly page.Saving[] =>
  savings.map(({ compared, ratio, counts, ...saving }) => ({
    ...saving,
    text: compared.every((model) => hasLearned(workload, config, model)) ? ratio : counts,
  }));
