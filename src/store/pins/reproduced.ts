/** Checks whether a run reproduced the results in its link. */
import type { LinkedResult } from "../../experiment/results.ts";
import type { WorkloadKind } from "../kind.ts";
import type { RunData } from "../run-data.ts";
import type { State } from "../state.ts";

/**
 * Devices add numbers in different orders, and training amplifies the difference. Differences up to this fraction
 * of a result, and up to float32's uncertainty of a result near 0, do not count.
 */
export const TOLERANCE = 0.01;
const ROUNDING = 1e-6;

interface Compared extends LinkedResult {
  /** Headline metric on this device at the same step. Undefined if the model has diverged. */
  readonly ours: number | undefined;
  /** The larger relative difference of the two results; infinite after divergence. */
  readonly difference: number;
  readonly isSame: boolean;
}

interface Reproduced {
  readonly step: number;
  /** The comparison at this step. Undefined until training reaches it. */
  readonly models: readonly Compared[] | undefined;
}

/** Undefined if the link has no results of the run's models, or if the run belongs to another config. */
export function reproduced(
  kind: Pick<WorkloadKind, "encode">,
  { run, claimed, models: now }: Pick<State, "run" | "claimed" | "models">,
  data: Pick<RunData, "resultAt">,
): Reproduced | undefined {
  if (!run || !claimed || kind.encode(run.config) !== kind.encode(claimed.config)) return undefined;
  const { step, models } = claimed.results;
  const compared = models.flatMap((theirs): Compared[] => {
    const progress = now.find(({ id }) => id === theirs.id)?.progress;
    if (progress?.diverged && progress.step <= step)
      return [{ ...theirs, ours: undefined, difference: Infinity, isSame: false }];
    const ours = data.resultAt(theirs.id, step);
    return ours ? [compare(theirs, ours)] : [];
  });
  if (compared.length === 0) return undefined;
  return { step, models: compared.some(({ difference }) => Number.isNaN(difference)) ? undefined : compared };
}

function compare(
  theirs: LinkedResult,
  { headline, loss }: Pick<LinkedResult, "headline" | "loss">,
): Compared {
  const pairs = [
    [theirs.headline, headline],
    [theirs.loss, loss],
  ] as const;
  const relative = ([wanted, found]: readonly [number, number]): number =>
    Math.abs(found - wanted) / Math.max(wanted, ROUNDING);
  return {
    ...theirs,
    ours: headline,
    difference: Math.max(...pairs.map(relative)),
    isSame: pairs.every(([wanted, found]) => Math.abs(found - wanted) <= TOLERANCE * wanted + ROUNDING),
  };
}
