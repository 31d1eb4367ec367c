/**
 * Reference marks that need no training: filling in the mean, and the best rank-k approximation of the whole
 * target.
 */
import { formatCount, formatDb } from "../../../store/format.ts";
import { psnrOf } from "../../../store/run/psnr.ts";
import type { LoadedRun } from "../../../store/state.ts";
import { FLOOR } from "../axes/y-axis.ts";

interface Baseline {
  readonly error: number;
  readonly name: string;
}

/** Names of the estimate without training, by the chosen centring. */
const FILLS = {
  mean: "mean fill",
  biases: "mean and differences of rows and columns",
  none: "zero fill",
} as const;

export function baselinesOf({ config, recoveryOver, bestRank, psnrAtOne }: LoadedRun): Baseline[] {
  if (recoveryOver !== "heldout") return [];
  const withDb = (name: string, error: number): string =>
    psnrAtOne === undefined ? name : `${name}, ${formatDb(psnrOf(psnrAtOne, error))} dB`;
  const mean: Baseline = {
    error: 1,
    name: withDb(config.data === "file" ? FILLS[config.centre] : FILLS.mean, 1),
  };
  if (!bestRank || bestRank.error <= FLOOR) return [mean];
  const { rank, error } = bestRank;
  return [
    mean,
    {
      error,
      name: withDb(`best rank ${formatCount(rank)} of the whole target`, error),
    },
  ];
}
