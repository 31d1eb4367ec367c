/** Marks that cost no training: filling in the mean, and the best rank-k approximation of the whole target. */
import { formatDb } from "../../store/format.ts";
import { psnrOf } from "../../store/psnr.ts";
import type { RunFacts } from "../../store/state.ts";
import { say, sentence, t } from "../../store/text.ts";
import { FLOOR } from "./axes.ts";

interface Baseline {
  readonly error: number;
  readonly name: string;
}

/** What stands where nothing is learned. */
const FILLS = {
  mean: sentence("mean fill"),
  biases: sentence("mean and differences of rows and columns"),
  none: sentence("zero fill"),
} as const;

export function baselinesOf({ experiment, recoveryOver, bestRank, psnrAtOne }: RunFacts): Baseline[] {
  if (recoveryOver !== "heldout") return [];
  const withDb = (name: string, error: number): string =>
    psnrAtOne === undefined ? name : `${name}, ${formatDb(psnrOf(psnrAtOne, error))} dB`;
  const mean: Baseline = {
    error: 1,
    name: withDb(say(experiment.data === "file" ? FILLS[experiment.centre] : FILLS.mean), 1),
  };
  if (!bestRank || bestRank.error <= FLOOR) return [mean];
  const { rank, error } = bestRank;
  return [
    mean,
    {
      error,
      name: withDb(t("best rank {rank} of the whole target", { rank }), error),
    },
  ];
}
