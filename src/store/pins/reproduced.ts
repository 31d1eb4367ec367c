/** Checks whether a run reproduced the results in its link. */
import { encodeLink } from "../../experiment/link.ts";
import type { LinkedResult } from "../../experiment/results.ts";
import type { MatrixData } from "../kinds/matrix-data.ts";
import { networkNow, type PlaygroundState } from "../kinds/matrix-state.ts";

/**
 * Devices add numbers in different orders, and training amplifies the difference. Differences up to this fraction
 * of an error, and up to float32's uncertainty of an error near 0, do not count.
 */
export const TOLERANCE = 0.01;
const ROUNDING = 1e-6;

interface Compared extends LinkedResult {
  /** Recovery error on this device at the same step. Undefined if the network has diverged. */
  readonly ours: number | undefined;
  /** The larger relative difference of the two errors; infinite after divergence. */
  readonly difference: number;
  readonly isSame: boolean;
}

interface Reproduced {
  readonly step: number;
  /** The comparison at this step. Undefined until training reaches it. */
  readonly networks: readonly Compared[] | undefined;
}

/** Undefined if the link has no results, or if the run belongs to another experiment. */
export function reproduced(
  { run, claimed, models: now }: Pick<PlaygroundState, "run" | "claimed" | "models">,
  data: MatrixData,
): Reproduced | undefined {
  if (!run || !claimed || encodeLink(run.config) !== encodeLink(claimed.config)) return undefined;
  const { step, networks } = claimed.results;
  const compared = networks.flatMap((theirs): Compared[] => {
    const own = data.models.get(theirs.id);
    const progress = networkNow(now, theirs.id)?.progress;
    if (progress?.diverged && progress.step <= step)
      return [{ ...theirs, ours: undefined, difference: Infinity, isSame: false }];
    return own ? [compare(theirs, own.recovery.at(step), own.train.at(step))] : [];
  });
  const isThere = compared.length > 0 && compared.every(({ ours }) => !Number.isNaN(ours));
  return { step, networks: isThere ? compared : undefined };
}

function compare(theirs: LinkedResult, recovery: number, train: number): Compared {
  const pairs = [
    [theirs.recovery, recovery],
    [theirs.train, train],
  ] as const;
  const relative = ([wanted, found]: readonly [number, number]): number =>
    Math.abs(found - wanted) / Math.max(wanted, ROUNDING);
  return {
    ...theirs,
    ours: recovery,
    difference: Math.max(...pairs.map(relative)),
    isSame: pairs.every(([wanted, found]) => Math.abs(found - wanted) <= TOLERANCE * wanted + ROUNDING),
  };
}
