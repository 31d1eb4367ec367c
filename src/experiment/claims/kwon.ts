/** Efficient Low-Dimensional Compression of Overparameterized Models (arXiv 2311.05061): speed of learning. */
import { networkOf, median, resultsOf, show, showAll, stepsTo, testLoss, type Claim } from "./claim.ts";
import type { Experiment } from "../experiment.ts";
import { kwonSetting, preset, seeds } from "./settings.ts";

const completion: Claim = {
  id: "kwon-mc",
  title: "Kwon's network completes in a third of the steps",
  claim:
    "Started from the singular vectors of what is seen, the compressed network completes the matrix in far fewer steps than the original.",
  paper: "Kwon, traj_mc: about 7,900 steps against 2,400; 7 s against .4 s",
  setting:
    "Completion, d = 100, r = 5, p = .3, L = 3, ε = 1e-2, η = 10 (mean over what is seen), α = 5; three seeds",
  criterion: "Median steps to 1e-3: original / compressed ≥ 2.5, and both within 25 % of the paper's",
  runs: [
    {
      label: "α = 5",
      fields: kwonSetting("mc", 5, { observed: 0.3, rate: 10, alpha: 5, steps: 15_000 }),
      seeds: seeds(3),
      stopBelow: 1e-3,
    },
  ],
  judge: (results) => {
    const all = resultsOf(results, "α = 5");
    const original = median(all.map((result) => stepsTo(result, "original", 1e-3)));
    const compressed = median(all.map((result) => stepsTo(result, "kwon", 1e-3)));
    const near = (ours: number, paper: number): boolean => Math.abs(ours / paper - 1) <= 0.25;
    return {
      ours: `${show(original)} against ${show(compressed)} steps: ${show(original / compressed, 2)} ×`,
      passed: original / compressed >= 2.5 && near(original, 7900) && near(compressed, 2400),
    };
  },
};

const factorization: Claim = {
  id: "kwon-mf",
  title: "Kwon's network factorizes in fewer steps",
  claim: "On factorization too, the aligned start saves steps, even with α = 1.",
  paper: "Kwon, traj_mf: about 80,000 steps against 61,000",
  setting: "Factorization, d = 100, r = 10, L = 3, ε = 1e-2, η = 1 (mean over all entries), α = 1",
  criterion: "Steps to 1e-3: compressed < .9 × original",
  runs: [
    {
      label: "α = 1",
      fields: kwonSetting("mf", 10, { rate: 1, alpha: 1, steps: 120_000 }),
      seeds: [0],
      stopBelow: 1e-3,
    },
  ],
  judge: (results) => {
    const all = resultsOf(results, "α = 1");
    const original = median(all.map((result) => stepsTo(result, "original", 1e-3)));
    const compressed = median(all.map((result) => stepsTo(result, "kwon", 1e-3)));
    return {
      ours: `${show(original)} against ${show(compressed)} steps: ${show(compressed / original, 2)} ×`,
      passed: Number.isFinite(original) && compressed < 0.9 * original,
    };
  },
};

const sensing: Claim = {
  id: "kwon-ms",
  title: "Kwon's network senses in fewer steps",
  claim:
    "From random projections, the compressed network recovers the matrix in fewer steps than the original.",
  paper: "Kwon, traj_ms: about 1,100 steps against 950",
  setting: "Sensing, d = 48, r = 2, N = 900, L = 3, ε = .02, η̂ = .25, α = 3; two seeds",
  criterion: "Steps to 1e-3: compressed ≤ .6 × original for every seed",
  runs: [
    {
      label: "sensing",
      fields: preset("ms-d48", { networks: ["original", "kwon"] }),
      seeds: seeds(2),
      stopBelow: 1e-3,
    },
  ],
  full: {
    needs: "d = 200, N = 4000: a matrix A of 640 MB",
    runs: [
      {
        label: "sensing",
        fields: {
          task: "ms",
          data: "random",
          rows: 200,
          rank: 5,
          measurements: 4000,
          spectrum: "gaussian",
          rHat: 5,
          networks: ["original", "kwon"],
          steps: 3000,
        },
        seeds: [0],
        stopBelow: 1e-3,
      },
    ],
  },
  judge: (results) => {
    const pairs = resultsOf(results, "sensing").map((result) => {
      const { steps, recoveryError } = networkOf(result, "original");
      const [ours, original] = [stepsTo(result, "kwon", 1e-3), stepsTo(result, "original", 1e-3)];
      // An original that has not arrived needs more than the steps it made.
      const ratio = ours / Math.min(original, steps);
      const words =
        original === Infinity
          ? `below ${show(ratio)}: ${show(ours)} steps, the original ends at ${show(recoveryError, 2)} after ${show(steps)}`
          : show(ratio);
      return { ratio, words };
    });
    return {
      ours: `ratios ${pairs.map(({ words }) => words).join(", ")}`,
      passed: pairs.every(({ ratio }) => ratio <= 0.6),
    };
  },
};

interface DepthRun {
  readonly label: string;
  readonly L: number;
  readonly network: "original" | "kwon";
  readonly epsilon?: number;
  readonly rHat?: number;
}

/** The authors' compressed L = 2 starts from unscaled factors; with ε beside it, and with a larger inner dimension. */
const DEPTH_RUNS: readonly DepthRun[] = [
  { label: "L = 2", L: 2, network: "original" },
  { label: "L = 2 compressed", L: 2, network: "kwon", epsilon: 1 },
  { label: "L = 2 compressed, from ε", L: 2, network: "kwon" },
  { label: "L = 2 compressed, k = 4r", L: 2, network: "kwon", epsilon: 1, rHat: 20 },
  { label: "L = 3", L: 3, network: "original" },
  { label: "L = 3 compressed", L: 3, network: "kwon" },
];

const depthFields = (L: number, changes: Partial<Experiment>): Partial<Experiment> =>
  kwonSetting("mc", 10, {
    observed: 0.3,
    depth: L,
    rate: 50,
    alpha: 2,
    steps: L === 2 ? 10_000 : 20_000,
    ...changes,
  });

const depth: Claim = {
  id: "kwon-depth",
  title: "Depth 3 recovers, original or compressed",
  claim: "Both networks of depth 3 recover the matrix where those of depth 2 do not.",
  paper: "Kwon, mc_depth_effect: L = 2 ends at 7e-3 (original) and 3e-2 (compressed), L = 3 at about 3e-11",
  setting:
    "Completion, d = 100, r = 10, p = .3, ε = 1e-2, η = 50 (mean over what is seen), α = 2, k = 2r; the compressed L = 2 from unscaled factors (ε = 1), as the authors'",
  criterion: "Mean squared test error ≥ 1e-3 for both L = 2 and ≤ 1e-8 for both L = 3",
  here: depthFields(3, {}),
  runs: DEPTH_RUNS.map(({ label, L, network, epsilon = 1e-2, rHat = 10 }) => ({
    label,
    fields: depthFields(L, { epsilon, rHat, networks: [network] }),
    seeds: seeds(3),
    ...(L === 3 ? { stopBelow: 1e-5 } : {}),
  })),
  judge: (results) => {
    const losses = DEPTH_RUNS.map(({ label, L, network }) => ({
      L,
      label,
      loss: resultsOf(results, label).map((result) => testLoss(result, network)),
    }));
    const judged = losses.filter(({ label }) => !label.includes(","));
    return {
      ours: losses.map(({ label, loss }) => `${label}: ${showAll(loss, 2)}`).join("; "),
      passed: judged.every(({ L, loss }) => loss.every((value) => (L === 2 ? value >= 1e-3 : value <= 1e-8))),
    };
  },
};

const ALPHAS = [0.5, 1, 2, 5, 9.75];

const alphaFields = (changes: Partial<Experiment>): Partial<Experiment> =>
  kwonSetting("mc", 5, { observed: 0.2, rate: 10, steps: 30_000, ...changes });

const alpha: Claim = {
  id: "kwon-alpha",
  title: "The rate of the outer factors sets the pace",
  claim: "The larger the rate α of the two outer factors, the fewer steps the compressed network needs.",
  paper: "Kwon, ablation_dlr: original 9,300; α = .5, 1, 2, 5, 9.75 need 13,000, 8,300, 5,200, 2,800, 1,800",
  setting: "Completion, d = 100, r = 5, p = .2, L = 3, ε = 1e-2, η = 10 (mean over what is seen)",
  criterion: "Steps to 1e-3 decrease in α; with α ≥ 5 at least 3 × fewer than the original",
  here: alphaFields({ alpha: 5 }),
  runs: [
    {
      label: "original",
      fields: alphaFields({ networks: ["original"] }),
      seeds: [0],
      stopBelow: 1e-3,
    },
    ...ALPHAS.map((value) => ({
      label: `α = ${value}`,
      fields: alphaFields({ alpha: value, networks: ["kwon"] }),
      seeds: [0],
      stopBelow: 1e-3,
    })),
  ],
  judge: (results) => {
    const original = median(
      resultsOf(results, "original").map((result) => stepsTo(result, "original", 1e-3)),
    );
    const steps = ALPHAS.map((value) =>
      median(resultsOf(results, `α = ${value}`).map((result) => stepsTo(result, "kwon", 1e-3))),
    );
    const falls = steps.every((value, i) => i === 0 || value < (steps[i - 1] ?? NaN));
    return {
      ours: `original ${show(original)}; ${showAll(steps)}`,
      passed: falls && steps.slice(3).every((value) => 3 * value <= original),
    };
  },
};

const twice: Claim = {
  id: "kwon-2x",
  title: "More than twice as fast, in time",
  claim: "The compressed network reaches the same error in less than half of the time.",
  paper: "Kwon, abstract: training efficiency improved by more than 2 ×",
  setting: "Completion, d = 256, r = 3, p = .25, L = 3, ε = .02, η̂ = .25, α = 3; three seeds",
  criterion: "Measured time to 1e-3: original / compressed ≥ 2 for every seed",
  runs: [
    {
      label: "d = 256",
      fields: preset("mc-d256", { networks: ["original", "kwon"] }),
      seeds: seeds(3),
      stopBelow: 1e-3,
    },
  ],
  judge: (results) => {
    const all = resultsOf(results, "d = 256");
    const ratio = (measure: (id: "original" | "kwon", i: number) => number): number[] =>
      all.map((_, i) => measure("original", i) / measure("kwon", i));
    const steps = (id: "original" | "kwon", i: number) => stepsTo(all[i] as (typeof all)[number], id, 1e-3);
    const time = ratio((id, i) => steps(id, i) * networkOf(all[i] as (typeof all)[number], id).msPerStep);
    return {
      ours: `time ${showAll(time, 2)} ×; steps ${showAll(ratio(steps), 2)} ×`,
      passed: time.every((value) => Number.isFinite(value) && value >= 2),
    };
  },
};

export const KWON_CLAIMS: readonly Claim[] = [completion, factorization, sensing, depth, alpha, twice];
