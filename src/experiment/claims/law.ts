/** The Law of Parsimony in Gradient Descent for Learning Deep Linear Networks (arXiv 2306.01154). */
import { networkOf, median, probed, resultsOf, show, stepsTo, testLoss, type Claim } from "./claim.ts";
import type { Experiment } from "../experiment.ts";
import { lawSetting, seeds } from "./settings.ts";

const THEOREM_SIZE = 30;
const THEOREM_RANK = 3;
const THEOREM_DEPTH = 3;
/** Rounding of a singular value, relative to ε. */
const STEADY = 1e-12;

const rises = (values: readonly number[], sign: number): boolean =>
  values.every((value, i) => i === 0 || sign * (value - (values[i - 1] ?? value)) >= -STEADY);
const indices = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

const theorem: Claim = {
  id: "theorem",
  title: "Each layer moves in 2r directions only",
  claim:
    "From an orthogonal start, gradient descent changes 2r singular values of each weight matrix, r upwards and r downwards; the other d − 2r stay together.",
  paper: "Law, fig_thm: r values grow, d − 2r stay, r shrink",
  setting: "Factorization, d = 30, r = 3, L = 3, ε = 1, η = 1 (mean over all entries), 50 steps; float64",
  criterion:
    "Spread of the d − 2r values ≤ 1e-5 ε and leak ≤ 1e-5 at every look; r rise and r fall without turning back",
  float64: true,
  runs: [
    {
      label: "original",
      fields: lawSetting("mf", THEOREM_SIZE, THEOREM_RANK, {
        depth: THEOREM_DEPTH,
        epsilon: 1,
        rate: 1,
        rHat: THEOREM_RANK,
        networks: ["original"],
        steps: 50,
      }),
      seeds: [0],
      probe: "layer spectra",
    },
  ],
  picture: {
    values: ["W1 σ1", "W1 σ2", "W1 σ3", "W1 σ4", "W1 σ27", "W1 σ28", "W1 σ29", "W1 σ30"],
    label: "singular values of W₁",
    linear: true,
  },
  judge: (results) => {
    let spread = 0;
    let monotone = true;
    let leak = 0;
    for (const result of resultsOf(results, "original")) {
      leak = Math.max(leak, ...probed(result, "leak"));
      for (const l of indices(1, THEOREM_DEPTH)) {
        const sigma = (i: number) => probed(result, `W${l} σ${i}`);
        const lowest = sigma(THEOREM_SIZE - THEOREM_RANK);
        spread = Math.max(spread, ...sigma(THEOREM_RANK + 1).map((value, t) => value - (lowest[t] ?? NaN)));
        monotone &&= indices(1, THEOREM_RANK).every((i) => rises(sigma(i), 1));
        monotone &&= indices(THEOREM_SIZE - THEOREM_RANK + 1, THEOREM_SIZE).every((i) => rises(sigma(i), -1));
      }
    }
    return {
      ours: `spread ${show(spread, 2)}, leak ${show(leak, 2)}; ${monotone ? "3 rise, 3 fall, monotone" : "not monotone"}`,
      passed: spread <= 1e-5 && leak <= 1e-5 && monotone,
    };
  },
};

const DEPTH_WIDTHS = [10, 50, 100];

const depthFields = (L: number, width: number): Partial<Experiment> =>
  lawSetting("mc", 100, 10, {
    observed: 0.3,
    depth: L,
    width,
    epsilon: 1e-3,
    rate: L === 2 ? 100 : 300,
    networks: ["original"],
    steps: L === 2 ? 20_000 : 80_000,
  });

const depth: Claim = {
  id: "depth",
  title: "Depth 3 recovers where depth 2 does not",
  claim:
    "With few samples and a small start, three layers recover the matrix; two layers fit what they see and miss the rest.",
  paper: "Law, compare_depth: test loss of L = 2 about 1.1e-3, of L = 3 about 0",
  setting:
    "Completion, d = 100, r = 10, p = .3, ε = 1e-3, η = 100 (L = 2) and 300 (L = 3), mean over all entries, widths 10, 50, 100; one seed",
  criterion: "At width 100, mean squared test error ≥ 2e-4 for L = 2 and ≤ 1e-7 for L = 3",
  here: depthFields(3, 100),
  runs: DEPTH_WIDTHS.flatMap((width) =>
    [2, 3].map((L) => ({
      label: `L = ${L}, width ${width}`,
      fields: depthFields(L, width),
      seeds: [0],
      ...(L === 3 ? { stopBelow: 1e-5 } : {}),
    })),
  ),
  judge: (results) => {
    const loss = (L: number, width: number): number =>
      Math.max(
        ...resultsOf(results, `L = ${L}, width ${width}`).map((result) => testLoss(result, "original")),
      );
    const list = (L: number) => DEPTH_WIDTHS.map((width) => show(loss(L, width), 2)).join(", ");
    return {
      ours: `L = 2: ${list(2)}; L = 3: ${list(3)} (widths ${DEPTH_WIDTHS.join(", ")})`,
      passed: loss(2, 100) >= 2e-4 && loss(3, 100) <= 1e-7,
    };
  },
};

const WIDTHS = [5, 10, 20, 50, 100, 150];

const widthFields = (w: number): Partial<Experiment> => ({
  task: "mc",
  data: "random",
  rows: 100,
  rank: 5,
  observed: 0.3,
  spectrum: "gaussian",
  width: w,
  rate: 0.5,
  networks: ["original"],
  steps: 4000,
});

const width: Claim = {
  id: "width",
  title: "Wider networks need fewer steps",
  claim: "At the same depth and rate, a wider network recovers the matrix in fewer steps.",
  paper: "Law, compare_depth: L = 3 needs about 41,000 steps at width 10 and 11,000 at width 100",
  setting: "Completion, d = 100, r = 5, p = .3, ε = .02, η = 1/3, widths 5 to 150; three seeds",
  criterion: "The median number of steps to 1e-2 falls by 1.8 × or more from width 5 to width 100",
  here: widthFields(100),
  runs: WIDTHS.map((w) => ({
    label: `width ${w}`,
    fields: widthFields(w),
    seeds: seeds(3),
    stopBelow: 1e-2,
  })),
  judge: (results) => {
    const steps = (w: number) =>
      median(resultsOf(results, `width ${w}`).map((result) => stepsTo(result, "original", 1e-2)));
    return {
      ours: `${WIDTHS.map((w) => show(steps(w))).join(", ")} (widths ${WIDTHS.join(", ")}): ${show(steps(5) / steps(100), 2)} ×`,
      passed: Number.isFinite(steps(100)) && steps(5) >= 1.8 * steps(100),
    };
  },
};

const RANKS = [3, 6, 12];
const narrowRuns = (
  fields: (rHat: number) => Claim["runs"][number]["fields"],
  count: number,
): Claim["runs"] =>
  RANKS.map((rHat, i) => ({
    label: ["r̂ = r", "r̂ = 2r", "r̂ = 4r"][i] ?? "",
    fields: { ...fields(rHat), networks: ["yaras", "narrow"] },
    seeds: seeds(count),
    stopBelow: 1e-3,
  }));

const narrow: Claim = {
  id: "narrow-vs-compressed",
  title: "Compressed beats equally narrow",
  claim: "A compressed network needs fewer steps than a randomly started network of the same width 2r̂.",
  paper: "Law, compare_iteration_time: narrow 62,000 to 45,000 steps, compressed about 19,500 at every r̂",
  setting: "Completion, d = 200, r = 3, p = .3, L = 3, ε = .02, η̂ = .25, γ = 3, r̂ = r, 2r, 4r; three seeds",
  criterion: "Steps to 1e-3, compressed / narrow ≤ .75 for every r̂ and seed",
  runs: narrowRuns(
    (rHat) => ({ task: "mc", data: "random", rows: 200, rank: 3, observed: 0.3, rHat, steps: 4000 }),
    3,
  ),
  full: {
    needs: "d = 1000",
    runs: narrowRuns(
      (rHat) =>
        lawSetting("mc", 1000, 5, {
          observed: 0.2,
          epsilon: 1e-3,
          rate: 5e3,
          gamma: 0.01,
          rHat: Math.round((rHat * 5) / 3),
          steps: 80_000,
        }),
      1,
    ),
  },
  judge: (results) => {
    const ratios = results.map((result) => {
      const compressed = stepsTo(result, "yaras", 1e-3);
      // A narrow network that has not arrived needs more than the steps it made.
      const other = Math.min(stepsTo(result, "narrow", 1e-3), networkOf(result, "narrow").steps);
      return { label: result.label, ratio: compressed / other };
    });
    const ours = [...new Set(ratios.map(({ label }) => label))].map((label) => {
      const own = ratios.filter((entry) => entry.label === label).map(({ ratio }) => ratio);
      return `${label}: ${own.map((ratio) => show(ratio, 2)).join(", ")}`;
    });
    return { ours: ours.join("; "), passed: ratios.every(({ ratio }) => ratio <= 0.75) };
  },
};

export const LAW_CLAIMS: readonly Claim[] = [theorem, depth, width, narrow];
