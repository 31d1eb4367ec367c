/** Finds the compression rank r̂ with the least validation error: one run for each of some ranks. */
import { changeExperiment } from "../change.ts";
import { MF_CODEC } from "../../workloads/mf/config/link.ts";
import type { Experiment, NetworkName } from "../../workloads/mf/config/fields.ts";
import type { SweepCell } from "../../experiment/sweep.ts";
import type { SweepLine } from "../../jobs/sweep/sweep.ts";
import { formatCount, formatDigits } from "../format.ts";
import { formatRmse } from "../run/judged.ts";

export { startSweep } from "../jobs/sweep.ts";

const RANKS = [1, 2, 3, 4, 5, 8, 12, 20, 30];
/** Networks whose inner width does not follow from r̂. */
const WITHOUT_RANK: readonly NetworkName[] = ["original", "shallow", "galore"];

/** A rank, the least validation error of its run, relative, and the RMSE on the test cells at that step. */
export interface TriedRank {
  readonly rHat: number;
  readonly validation: number;
  readonly rmse: number;
}

/** The runs to make, of the first network that has a rank. The current rank is one of them. */
export function rankCells(config: Experiment): SweepCell<Experiment>[] {
  const network = config.networks.find((id) => !WITHOUT_RANK.includes(id));
  if (!network || config.validation === 0) return [];
  const most = Math.floor(Math.min(config.rows, config.cols) / 2);
  const ranks = [...new Set([...RANKS, config.rHat])].filter((rank) => rank <= most);
  return ranks
    .toSorted((a, b) => a - b)
    .map((rHat) => {
      const changes = { rHat, networks: [network], stop: "validation", seeds: 1 } as const;
      const changed = changeExperiment(config, changes).config;
      return { link: MF_CODEC.encode(changed), varied: { rhat: String(rHat) }, config: changed };
    });
}

export function triedRank({ varied, report }: SweepLine): TriedRank {
  const { validation, rmse } = report.models[0]?.evaluated ?? {};
  return { rHat: Number(varied["rhat"]), validation: validation?.best ?? NaN, rmse: rmse?.atBest ?? NaN };
}

/** The tried rank with the least validation error; the smallest one of equals. */
export const bestRank = (tried: readonly TriedRank[]): TriedRank | undefined =>
  tried.toSorted((a, b) => a.validation - b.validation || a.rHat - b.rHat)[0];

/** A search, with the ranks tried so far. */
export interface RankSearch {
  /** The rank before the search. */
  readonly before: number;
  readonly count: number;
  readonly tried: readonly TriedRank[];
  readonly state: "running" | "done" | "cancelled";
  readonly message?: string;
}

export const formatValidation = (value: number): string => formatDigits(value, 4);

/** Says how far the search is or which rank it took, and what error the rank before had. */
export function foundText({ state, before, count, tried }: RankSearch): string {
  if (state === "running")
    return `The page trains ${formatCount(count)} ranks, each to its least validation error: ${formatCount(tried.length)} done.`;
  if (state === "cancelled") return "Cancelled. r̂ is as it was.";
  const best = bestRank(tried);
  const old = tried.find(({ rHat }) => rHat === before);
  if (!best || !old) return "";
  const ranks = `Tried r̂ = ${tried.map(({ rHat }) => rHat).join(", ")}:`;
  return best.rHat === before
    ? `${ranks} ${before} has the least validation error. It stays.`
    : `${ranks} ${best.rHat} has the least validation error, so it is taken.${testText(best, old)}`;
}

const testText = (best: TriedRank, old: TriedRank): string =>
  Number.isFinite(best.rmse + old.rmse)
    ? ` On the test cells, which do not choose the rank, the RMSE is ${formatRmse(best.rmse)}; with r̂ = ${old.rHat} it was ${formatRmse(old.rmse)}.`
    : "";
