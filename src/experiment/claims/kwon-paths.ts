/** Efficient Low-Dimensional Compression of Overparameterized Models (arXiv 2311.05061): what is learned, and when. */
import {
  networkOf,
  probed,
  resultsOf,
  show,
  showAll,
  stepsTo,
  type Claim,
  type ClaimRun,
  type RunResult,
} from "./claim.ts";
import type { Experiment, NetworkName } from "../experiment.ts";
import { kwonSetting, preset, seeds } from "./settings.ts";

const alignment: Claim = {
  id: "kwon-pc",
  title: "The outer layers find the target's directions",
  claim: "The leading singular vectors of the last and the first layer turn towards those of the target.",
  paper: "Kwon, power_method: alignment of the top vectors of W_L and W_1 with the target's → 1",
  setting: "Factorization, d = 100, r = 10, L = 3, ε = 1e-2, η = 3 (mean over all entries)",
  criterion:
    "Smallest principal cosine of the leading r-dimensional subspaces ≥ .99 at the end, for both layers",
  runs: [
    {
      label: "original",
      fields: kwonSetting("mf", 10, { rate: 3, networks: ["original"], steps: 40_000 }),
      seeds: [0],
      stopBelow: 1e-3,
      probe: "alignment",
    },
  ],
  picture: { values: ["W_L", "W_1"], label: "smallest principal cosine", linear: true },
  judge: (results) => {
    const ends = resultsOf(results, "original").flatMap((result) =>
      ["W_L", "W_1"].map((name) => probed(result, name).at(-1) ?? NaN),
    );
    return { ours: `W_L, W_1: ${showAll(ends, 4)}`, passed: ends.every((value) => value >= 0.99) };
  },
};

/** ε^L √(d − 2r) / ‖Φ‖: what the start leaves in the directions that never move. */
function floor({ targetMeanSquare }: RunResult): number {
  const [d, r] = [128, 5];
  return (0.02 ** 3 * Math.sqrt(d - 2 * r)) / Math.sqrt(targetMeanSquare * d * d);
}

const ERROR_RUNS = ["mf-d128", "mc-d128"] as const;

const error: Claim = {
  id: "kwon-error",
  title: "The compressed network ends with the smaller error",
  claim: "After the same number of steps, the compressed network has the smaller recovery error.",
  paper: "Kwon, abstract: consistently smaller recovery errors",
  setting:
    "Factorization (d = 128, r = 5) and completion (d = 128, r = 3, p = .35), L = 3, ε = .02, η̂ = .25, α = 3; eight seeds",
  criterion: "Final error of the compressed network below the original's in at least 7 of 8 seeds, for both",
  runs: ERROR_RUNS.map((id) => ({
    label: id,
    fields: preset(id, { networks: ["original", "kwon"] }),
    seeds: seeds(8),
  })),
  picture: {
    label: "recovery error",
    marks: (results) => [{ label: "floor of the start", value: floor(results[0] as RunResult) }],
  },
  judge: (results) => {
    const wins = ERROR_RUNS.map(
      (id) =>
        resultsOf(results, id).filter(
          (result) => networkOf(result, "kwon").recoveryError < networkOf(result, "original").recoveryError,
        ).length,
    );
    return {
      ours: `${wins[0]} of 8 (factorization), ${wins[1]} of 8 (completion); the original's floor ${show(floor(results[0] as RunResult), 2)}`,
      passed: wins.every((count) => count >= 7),
    };
  },
};

const MODES = [1, 2, 3];

const incremental: Claim = {
  id: "incremental",
  title: "Singular values are learned one after another",
  claim:
    "From a small start, the larger a singular value of the target, the earlier it is learned, in the original and in the compressed network.",
  paper: "Kwon, incremental: singular values rise one after another",
  setting: "Factorization, d = 64, singular values 1, .5, .25, L = 3, ε = .02, η̂ = .25",
  criterion: "u_iᵀ f v_i passes half of σ_i in the order of σ, in both networks",
  runs: [
    {
      label: "geometric",
      fields: preset("mf-d64", {
        spectrum: "geometric",
        smallest: 0.25,
        networks: ["original", "kwon"],
        steps: 3000,
      }),
      seeds: [0],
      probe: "modes",
    },
  ],
  picture: {
    values: ["original", "kwon"].flatMap((id) => MODES.map((i) => `${id} σ${i}`)),
    label: "u_iᵀ f v_i / σ₁",
    linear: true,
  },
  judge: (results) => {
    const orders = resultsOf(results, "geometric").flatMap((result) =>
      (["original", "kwon"] as const).map((id) =>
        MODES.map((i) => {
          const path = probed(result, `${id} σ${i}`);
          const look = path.findIndex((value) => value >= 0.5 * 0.5 ** (i - 1));
          return look < 0 ? Infinity : (probed(result, "step")[look] ?? NaN);
        }),
      ),
    );
    return {
      ours: orders.map((order, i) => `${i ? "compressed" : "original"} at ${showAll(order)}`).join("; "),
      passed: orders.every((order) =>
        order.every((step, i) => Number.isFinite(step) && (i === 0 || step > (order[i - 1] ?? NaN))),
      ),
    };
  },
};

/** Both of inner dimension 2r = 20: the width of Burer–Monteiro is r̂, that of the compressed network 2r̂. */
const crossingRun = (label: string, changes: Partial<Experiment>): ClaimRun => ({
  label,
  fields: kwonSetting("mf", 10, { rate: 1, alpha: 1, steps: 70_000, ...changes }),
  seeds: [0],
});
const FAIR = "Burer–Monteiro from ε^{3/2}";

const burerMonteiro: Claim = {
  id: "burer-monteiro",
  title: "Burer–Monteiro starts first, and is overtaken",
  claim: "The two-factor method drops first and then crawls; the compressed deep network overtakes it.",
  paper: "Kwon, comp_dln_mf_*_bm: the curves cross",
  setting:
    "Factorization, d = 100, r = 10, inner dimension 2r, L = 3, η = 1 (mean over all entries), α = 1, both from ε = 1e-2; beside it Burer–Monteiro from the same end-to-end scale, ε^{3/2}; float64, since float32 stands still at 1e-5 here",
  criterion: "From the same ε, Burer–Monteiro passes 1e-1 first, and ends above the compressed network",
  float64: true,
  here: crossingRun("", { networks: ["kwon", "burerMonteiro"], rHat: 20, shallowEpsilon: 1e-2 }).fields,
  runs: [
    crossingRun("compressed", { networks: ["kwon"], rHat: 10 }),
    crossingRun("Burer–Monteiro", { networks: ["burerMonteiro"], rHat: 20, shallowEpsilon: 1e-2 }),
    crossingRun(FAIR, { networks: ["burerMonteiro"], rHat: 20, shallowEpsilon: 1e-3 }),
  ],
  judge: (results) => {
    const one = (label: string): RunResult => resultsOf(results, label)[0] as RunResult;
    const compressed = one("compressed");
    const other = one("Burer–Monteiro");
    const part = (result: RunResult, id: NetworkName): string =>
      `1e-1 at ${show(stepsTo(result, id, 1e-1))}, ends at ${show(networkOf(result, id).recoveryError, 2)}`;
    return {
      ours: `Burer–Monteiro ${part(other, "burerMonteiro")}; compressed ${part(compressed, "kwon")}; ${FAIR} ${part(one(FAIR), "burerMonteiro")}`,
      passed:
        stepsTo(other, "burerMonteiro", 1e-1) < stepsTo(compressed, "kwon", 1e-1) &&
        networkOf(compressed, "kwon").recoveryError < networkOf(other, "burerMonteiro").recoveryError,
    };
  },
};

export const KWON_PATH_CLAIMS: readonly Claim[] = [alignment, error, incremental, burerMonteiro];
