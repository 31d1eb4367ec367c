/** A model's headline metric over its seeds, and whether the model has learned. */
import { hasFitted } from "../../store/run/headline.ts";
import type { Config, ModelNow } from "../../store/state.ts";
import type * as page from "../parts/workload-page.ts";
import type { WorkloadPage } from "../parts/workload-page.ts";

/** The mean over seeds of a model's headline metric. */
export function headlineOf({ progressBySeed }: ModelNow): number {
  return progressBySeed.reduce((sum, { headline }) => sum + headline, 0) / progressBySeed.length;
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
  /** The trained models that are compared. */
  readonly compared: readonly ModelNow[];
  /** The saving as a ratio. */
  readonly ratio: string;
  /** Both counts. */
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
