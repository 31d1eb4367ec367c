/**
 * Film ratings: MovieLens-100K (https://grouplens.org/datasets/movielens/100k/). Its licence does not allow
 * us to ship it, so the claim runs on the user's copy.
 */
import type { NetworkName } from "../config/fields.ts";
import {
  show,
  showAll,
  type DefinedClaim,
  type ClaimRun,
  type FileShape,
  type RunResult,
} from "../../../experiment/claims/claim.ts";
import { networkOf, factOf } from "./results.ts";
import { FLOAT32, seeds } from "./settings.ts";

const MOVIELENS = { rows: 943, cols: 1682 };

/** Number of users and films in the reduced setting: those with the most ratings. */
const SIDE = 256;

function ratingsRuns(file: FileShape, size: "scaled" | "full"): ClaimRun[] {
  const whole = { rows: file.rows, cols: file.cols };
  const { rows, cols } =
    size === "full" ? whole : { rows: Math.min(SIDE, whole.rows), cols: Math.min(SIDE, whole.cols) };
  return [
    {
      label: labelOf(file),
      fields: {
        task: "mc",
        data: "file",
        file: file.checksum,
        rows,
        cols,
        ...(rows < whole.rows || cols < whole.cols ? { crop: [0, 0, rows, cols] } : {}),
        observed: 0.8,
        centre: "mean",
        rHat: Math.min(10, Math.floor(Math.min(rows, cols) / 2)),
        depth: 3,
        epsilon: 0.1,
        alpha: 3,
        rate: 0.75,
        networks: ["original", "kwon", "altmin"],
        steps: 300,
      },
      seeds: seeds(size === "full" ? 1 : 3),
    },
  ];
}

/** The claim can be judged on other ratings too. The label then says so. */
function labelOf({ rows, cols }: FileShape): string {
  const isMovieLens = rows === MOVIELENS.rows && cols === MOVIELENS.cols;
  return isMovieLens ? "MovieLens-100K" : `${rows} × ${cols} ratings, not MovieLens-100K`;
}

/**
 * RMSE over the ratings that training does not see, in the file's unit: its lowest value, and its value after
 * the last step.
 */
function rmse(results: readonly RunResult[], id: NetworkName): { best: number[]; last: number[] } {
  const networks = results.map((result) => ({
    ...networkOf(result, id),
    unit: factOf(result, "recoveryRms"),
  }));
  return {
    best: networks.map(({ best, unit }) => best * unit),
    last: networks.map(({ recovery, unit }) => recovery * unit),
  };
}

export const ratings: DefinedClaim = {
  id: "ratings",
  whose: "surrogate",
  title: "Film ratings",
  claim: "On MovieLens-100K, the compressed network is as good as the original in a fraction of the time.",
  paper:
    "Kwon, error_plot_ml100k_r10: both end at about .53, after 110 s and 10 s; alternating minimization dips to about .66 and rises to .94",
  paperSetting: "MovieLens-100K (943 × 1682), r̂ = 10; the figure’s notebook is not published",
  setting:
    "The 256 users and 256 films with the most ratings, 80 % of these ratings observed and their mean subtracted, L = 3, ε = .1, η̂ = .75 of each limit, r̂ = k = 10, α = 3, 300 steps; three seeds",
  differences: [
    { what: "Size", paper: "943 × 1682", ours: "256 × 256; all with --full" },
    {
      what: "Error",
      paper:
        "in a unit that the figure does not name; its curves start near 7, which is half of the mean squared rating",
      ours: "RMSE in stars",
    },
    {
      what: "Subtracted first",
      paper: "nothing, judging by the start near 7",
      ours: "the mean of the observed ratings",
    },
    { what: "Training", paper: "not published", ours: "both networks at the same share of their limit" },
    { what: "Compared", paper: "the final error", ours: "the lowest error" },
    FLOAT32,
  ],
  criterion:
    "Lowest RMSE on held-out ratings: the compressed network within 2 % of the original, for every seed",
  notes: [
    "Not run by us: the licence of the ratings does not let us ship them. Every network eventually overfits ratings, so the lowest RMSE of each is compared. The held-out ratings themselves decide which value is lowest.",
    "Time per step is shown, but not judged.",
  ],
  runs: [],
  onFile: ratingsRuns,
  judge: (results) => {
    if (results.length === 0) return { ours: "not run: needs u.data of MovieLens-100K", passed: false };
    const [original, kwon, altmin] = (["original", "kwon", "altmin"] as const).map((id) => rmse(results, id));
    const faster = results.map(
      (result) => networkOf(result, "original").msPerStep / networkOf(result, "kwon").msPerStep,
    );
    const both = (of: typeof original): string =>
      `${showAll(of?.best ?? [])} (last ${showAll(of?.last ?? [])})`;
    return {
      ours: `${results[0]?.label}, lowest RMSE: original ${both(original)}, compressed ${both(kwon)}, alternating minimization ${both(altmin)}; time per step at least ${show(Math.min(...faster), 2)} × less`,
      passed: (original?.best ?? []).every(
        (value, seed) => Math.abs((kwon?.best[seed] ?? NaN) / value - 1) <= 0.02,
      ),
    };
  },
};
