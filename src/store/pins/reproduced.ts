/** Whether a run gave what its link says that it gave elsewhere. */
import { encodeLink } from "../../experiment/link.ts";
import type { LinkedResult, LinkedResults } from "../../experiment/results.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import type { RunData } from "../run/run-data.ts";
import { networkNow, type PlaygroundState } from "../state.ts";

/** Of a link that brings results. */
export interface Claimed {
  readonly experiment: Experiment;
  readonly results: LinkedResults;
}

/**
 * Other devices add up in another order, which training makes larger: this much of an error, and what float32 leaves of one that is
 * nearly 0, is no difference.
 */
export const TOLERANCE = 0.01;
const ROUNDING = 1e-6;

export interface Compared extends LinkedResult {
  /** Recovery error here, at the same step; undefined where the network has diverged by then. */
  readonly ours: number | undefined;
  /** The larger of the relative differences of the two errors; infinite where it has diverged. */
  readonly difference: number;
  readonly isSame: boolean;
}

export interface Reproduced {
  readonly step: number;
  /** Undefined while training has not come to that step. */
  readonly networks: readonly Compared[] | undefined;
}

/** Undefined where the link brought no results, or the run is of another experiment by now. */
export function reproduced(
  { run, claimed, networks: now }: Pick<PlaygroundState, "run" | "claimed" | "networks">,
  data: RunData,
): Reproduced | undefined {
  if (!run || !claimed || encodeLink(run.experiment) !== encodeLink(claimed.experiment)) return undefined;
  const { step, networks } = claimed.results;
  const compared = networks.flatMap((theirs): Compared[] => {
    const own = data.networks.get(theirs.id);
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
