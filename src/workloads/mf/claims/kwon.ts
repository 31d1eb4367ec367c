/** Efficient Low-Dimensional Compression of Overparameterized Models (arXiv 2311.05061): speed of learning. */
import {
  median,
  resultsOf,
  show,
  showAll,
  type DefinedClaim,
  type ClaimRun,
  type Differences,
  type RunResult,
} from "../../../experiment/claims/claim.ts";
import { kwonTestLoss, lossSteps, networkOf, recoveryOf, stepsOf, stepsTo, type Level } from "./results.ts";
import type { Experiment, NetworkName } from "../config/fields.ts";
import {
  ALIGNED,
  atSameFraction,
  draws,
  FLOAT32,
  kwonSetting,
  KWON_TARGET,
  LIMIT_CORRECTED,
  preset,
  sameFractionOf,
  seeds,
} from "./settings.ts";

const THREE_DRAWS = draws("key 0, one run", "seeds 0, 1 and 2");
const COUNTED: Differences = {
  Steps: ["sampled every 50 or 100 steps, read off the plot", "sampled every step"],
};
const ONE_RATE =
  "With the same η, Kwon’s network is closer to its stability limit than the original is to its own, because its outer factors learn at the rate αη. In the row “original at the same share”, the original learns at the same share of its own limit, so a difference that remains there is not due to the share of the limit. The ratio α of the rates within Kwon’s network, its start and its width still differ from the original’s; the control does not tell these apart.";

const COMPLETION = "α = 5";
const completionRun: ClaimRun = {
  label: COMPLETION,
  fields: kwonSetting("mc", 5, { observed: 0.3, rate: 10, alpha: 5, steps: 25_000 }),
  seeds: seeds(3),
  stopLoss: 1e-12,
};

const completion: DefinedClaim = {
  id: "kwon-mc",
  whose: "paper",
  title: "Kwon’s network completes in fewer steps at one η",
  claim:
    "Started from the singular vectors of the observed entries, with α = 5 and the original’s η, the compressed network completes the matrix in less than 40 % of the original’s steps.",
  paper: "Kwon, traj_mc: about 7,900 steps against 2,300; 7 s against .4 s",
  paperSetting:
    "Completion, d = 100, r = 5, p = .3, L = 3, k = 2r, ε = 1e-2, η = 10 (½ mean over the observed entries), α = 5, until the training loss is below 1e-12; float64",
  setting: "The paper’s; three seeds",
  differences: { ...KWON_TARGET, ...COUNTED, ...THREE_DRAWS, ...FLOAT32 },
  criterion:
    "Median steps to a training loss of 1e-12 (the authors’ stop) at the same η: original / compressed ≥ 2.5, and both within 25 % of the paper’s",
  notes: [
    "The criterion uses 2,400 steps for the paper’s compressed network, our first reading of the plot. A closer reading is 2,300; both give the same verdict.",
    ONE_RATE,
  ],
  changed: `An earlier run had k = r instead of the authors’ k = 2r. It counted the steps to a recovery error of 1e-3 and had no control for the rate. ${LIMIT_CORRECTED}`,
  runs: [completionRun, atSameFraction(completionRun)],
  judge: (results) => {
    const original = median(lossSteps(results, COMPLETION, "original"));
    const compressed = median(lossSteps(results, COMPLETION, "kwon"));
    const control = median(lossSteps(results, sameFractionOf(COMPLETION), "original"));
    const near = (ours: number, paper: number): boolean => Math.abs(ours / paper - 1) <= 0.25;
    return {
      ours: `median steps: original ${show(original)}, compressed ${show(compressed)}, ratio ${show(original / compressed, 2)}; original at the same share of its limit ${show(control)}, ratio ${show(control / compressed, 2)}`,
      passed: original / compressed >= 2.5 && near(original, 7900) && near(compressed, 2400),
    };
  },
};

const factorization: DefinedClaim = {
  id: "kwon-mf",
  whose: "paper",
  title: "Kwon’s network factorizes in fewer steps",
  claim:
    "On factorization too, the compressed network saves steps. With α = 1, both networks have the same limit and the same η.",
  paper: "Kwon, traj_mf: about 80,000 steps against 61,000",
  paperSetting:
    "Factorization, d = 100, r = 10, L = 3, k = 2r, ε = 1e-2, η = 1 (½ mean over all entries), α = 1, 100,000 steps; float64",
  setting: "The paper’s; until the recovery error is below 1e-3; three seeds",
  differences: {
    ...KWON_TARGET,
    Steps: ["where the plotted error drops", "to a recovery error of 1e-3"],
    ...THREE_DRAWS,
    ...FLOAT32,
  },
  criterion: "Steps to 1e-3: compressed < .9 × original, on every seed",
  notes: [
    "With α = 1, “the same share of its limit” is the same η, so no other control of the rate is needed.",
    ALIGNED,
  ],
  changed: "An earlier run had k = r instead of the authors’ k = 2r, and one seed.",
  runs: [
    {
      label: "α = 1",
      fields: kwonSetting("mf", 10, { rate: 1, alpha: 1, steps: 100_000 }),
      seeds: seeds(3),
      stopBelow: 1e-3,
    },
  ],
  judge: (results) => {
    const steps = (id: NetworkName): number[] => stepsOf(results, "α = 1", id, "1e-3");
    const [original, compressed] = [steps("original"), steps("kwon")];
    const ratios = compressed.map((value, i) => value / (original[i] ?? NaN));
    return {
      ours: `steps of each seed: original ${showAll(original)}; compressed ${showAll(compressed)}; compressed / original ${showAll(ratios, 2)}`,
      passed: original.every(Number.isFinite) && ratios.every((ratio) => ratio < 0.9),
    };
  },
};

const SENSING = "sensing";
const LARGER_START = "ε = 6e-2";
const MORE_MEASURED = "ε = 6e-2, twice the measurements";

const sensingRun = (fields: Partial<Experiment>, count: number, label = SENSING): ClaimRun => ({
  label,
  fields: {
    task: "ms",
    data: "random",
    spectrum: "gaussian",
    loss: "kwonMean",
    depth: 3,
    epsilon: 1e-2,
    alpha: 1,
    networks: ["original", "kwon"],
    ...fields,
  },
  seeds: seeds(count),
});
const SMALL_SENSING: Partial<Experiment> = {
  rows: 64,
  rank: 3,
  measurements: 760,
  rHat: 6,
  rate: 8.5,
  steps: 2500,
};
const FROM_LARGER: Partial<Experiment> = { epsilon: 6e-2, networks: ["original"] };
/** The ratio of the paper's two plateaus, 950 and 1,100 steps. */
const SENSING_RATIO = 950 / 1100;

const sensing: DefinedClaim = {
  id: "kwon-ms",
  whose: "paper",
  title: "Kwon’s network senses in fewer steps",
  claim:
    "From random projections and with α = 1, the compressed network recovers the matrix in fewer steps than the original.",
  paper: "Kwon, traj_ms: about 1,100 steps against 950",
  paperSetting:
    "Sensing, d = 200, r = 5, N = 4,000 (two measurements for each degree of freedom), L = 3, k = 2r, ε = 1e-2, η = 20 (½ sum, entries of A N(0, 1) / N), α = 1; float64",
  setting:
    "Sensing, d = 64, r = 3, N = 760, L = 3, k = 2r, ε = 1e-2, η = 8.5 (with the paper’s loss), α = 1, 2,500 steps; three seeds",
  differences: {
    Size: ["d = 200, r = 5, N = 4,000", "d = 64, r = 3, N = 760; the paper’s with --full"],
    η: ["20, about .6 of the limit", "8.5, about .6 of the limit at this size; the paper’s with --full"],
    ...KWON_TARGET,
    Steps: [
      "where the plotted error stops falling, sampled every 50 steps",
      "to recovery errors of 1e-2 and 1e-3, sampled every step",
    ],
    ...draws("key 0, one run", "seeds 0, 1 and 2; seed 0 with --full"),
    ...FLOAT32,
  },
  criterion: "Steps to 1e-2: compressed / original within .1 of the paper’s .86 and below 1, on every seed",
  notes: [
    "With α = 1, “the same share of its limit” is the same η, so no other control of the rate is needed.",
    "From ε = 6e-2 with N = 760, the original keeps an error far above what its initialization alone would leave. It ends lower from a smaller ε, and also with N = 1,520 (there η = 17, because this loss shrinks with N). The two rows from ε = 6e-2 are shown, but not judged. From the judged ε, both networks end alike at d = 64.",
  ],
  changed:
    "An earlier criterion asked for a ratio of .6 in another setting (d = 48, ε = .02 at σ₁ = 1, α = 3, η̂ = .25), and --full had k = r. The claim now uses the authors’ ε, η, α and k, and a criterion around their ratio.",
  runs: [
    sensingRun(SMALL_SENSING, 3),
    sensingRun({ ...SMALL_SENSING, ...FROM_LARGER }, 3, LARGER_START),
    sensingRun({ ...SMALL_SENSING, ...FROM_LARGER, measurements: 1520, rate: 17 }, 3, MORE_MEASURED),
  ],
  full: {
    needs: "d = 200, N = 4000: a matrix A of 640 MB",
    runs: [sensingRun({ rows: 200, rank: 5, measurements: 4000, rHat: 10, rate: 20, steps: 2000 }, 1)],
  },
  judge: (results) => {
    const steps = (id: NetworkName, level: Level): number[] => stepsOf(results, SENSING, id, level);
    const ends = (id: NetworkName): string => showAll(recoveryOf(results, SENSING, id), 2);
    const ratios = steps("kwon", "1e-2").map((value, i) => value / (steps("original", "1e-2")[i] ?? NaN));
    const standing = [LARGER_START, MORE_MEASURED].flatMap((label) => {
      const own = results.filter((result) => result.label === label);
      const errors = own.map((result) => networkOf(result, "original").recovery);
      return own.length > 0 ? [`; original (${label}) ends at an error of ${showAll(errors, 2)}`] : [];
    });
    const words = (id: NetworkName, name: string): string =>
      `${name} ${showAll(steps(id, "1e-2"))} steps to an error of 1e-2, ${showAll(steps(id, "1e-3"))} steps to 1e-3, ends at an error of ${ends(id)}`;
    return {
      ours: `steps of the compressed network / steps of the original, for each seed: ${showAll(ratios)}; ${words("original", "original")}; ${words("kwon", "compressed")}${standing.join("")}`,
      passed: ratios.every((ratio) => ratio < 1 && Math.abs(ratio - SENSING_RATIO) <= 0.1),
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

/** In the authors' code, the compressed L = 2 starts from unscaled factors. */
const DEPTH_RUNS: readonly DepthRun[] = [
  { label: "L = 2", L: 2, network: "original" },
  { label: "L = 2 compressed", L: 2, network: "kwon", epsilon: 1 },
  { label: "L = 3", L: 3, network: "original" },
  { label: "L = 3 compressed", L: 3, network: "kwon" },
];
/** Runs that are shown, but not judged. */
const DEPTH_EXTRAS: readonly DepthRun[] = [
  { label: "L = 2 compressed, from ε", L: 2, network: "kwon" },
  { label: "L = 2 compressed, k = r", L: 2, network: "kwon", epsilon: 1, rHat: 10 },
];

const depthFields = (L: number, changes: Partial<Experiment>): Partial<Experiment> =>
  kwonSetting("mc", 10, { observed: 0.3, depth: L, rate: 50, alpha: 2, steps: 25_000, ...changes });

const depth: DefinedClaim = {
  id: "kwon-depth",
  whose: "paper",
  title: "Depth 3 recovers, original or compressed",
  claim: "With k = 2r, both networks of depth 3 recover the matrix, and both of depth 2 do not.",
  paper:
    "Kwon, mc_depth_effect: L = 2 ends at a test loss of 7e-3 (original) and 3e-2 (compressed), L = 3 at about 3e-11",
  paperSetting:
    "Completion, d = 100, r = 10, p = .3, k = 2r, ε = 1e-2 (compressed L = 2: unscaled factors), η = 50 (½ mean over the observed entries), α = 2, until the training loss is below 1e-12 or 25,000 steps; float64",
  setting: "The paper’s; three seeds",
  differences: { ...KWON_TARGET, ...COUNTED, ...THREE_DRAWS, ...FLOAT32 },
  criterion:
    "The authors’ test loss (½ mean over the hidden entries) ≥ 1e-3 for both L = 2 and ≤ 1e-8 for both L = 3, on every seed",
  notes: [
    "With k = r (shown, not judged), which bounds its rank by the target’s, the compressed network of depth 2 recovers. With k = 2r it fails from both starts; far smaller starts were not tried.",
    "The depths start at different scales: the authors’ compressed L = 2 starts at scale 1, the others start small. In the row “from ε”, this network starts small, too.",
  ],
  changed:
    "An earlier run used k = r instead of the authors’ k = 2r, and the claim failed only because of that mistake. The claim now uses their k, stop and test loss.",
  here: depthFields(3, {}),
  runs: [...DEPTH_RUNS, ...DEPTH_EXTRAS].map(({ label, L, network, epsilon = 1e-2, rHat = 20 }) => ({
    label,
    fields: depthFields(L, { epsilon, rHat, networks: [network] }),
    seeds: seeds(3),
    stopLoss: 1e-12,
  })),
  judge: (results) => {
    const lossesOf = (runs: readonly DepthRun[]) =>
      runs.map(({ label, L, network }) => {
        const own = resultsOf(results, label);
        const loss = own.map((result) => kwonTestLoss(result, network));
        return { L, loss, words: `${label}: ${showAll(loss, 2)}` };
      });
    const judged = lossesOf(DEPTH_RUNS);
    return {
      ours: `test loss of each seed: ${[...judged, ...lossesOf(DEPTH_EXTRAS)].map(({ words }) => words).join("; ")}`,
      passed: judged.every(({ L, loss }) => loss.every((value) => (L === 2 ? value >= 1e-3 : value <= 1e-8))),
    };
  },
};

const ALPHAS = [0.5, 1, 2, 5, 9.75];
const alphaLabel = (alpha: number): string => `α = ${alpha}`;

const alphaRun = (label: string, changes: Partial<Experiment>): ClaimRun => ({
  label,
  fields: kwonSetting("mc", 5, { observed: 0.2, rate: 10, steps: 30_000, ...changes }),
  seeds: seeds(3),
  stopLoss: 1e-10,
});
const alphaRuns = ALPHAS.map((alpha) => alphaRun(alphaLabel(alpha), { alpha, networks: ["kwon"] }));

const alpha: DefinedClaim = {
  id: "kwon-alpha",
  whose: "paper",
  title: "The rate of the outer factors sets the pace",
  claim:
    "At one η, the larger the rate scale α of the two outer factors, the fewer steps the compressed network needs.",
  paper:
    "Kwon, ablation_dlr: original 9,300 steps; α = .5, 1, 2, 5, 9.75 need 13,000, 8,300, 5,200, 2,800, 1,800 steps",
  paperSetting:
    "Completion, d = 100, r = 5, p = .2, L = 3, k = 2r, ε = 1e-2, η = 10 (½ mean over the observed entries), α = .5, .75, …, 9.75, until the training loss is below 1e-10; float64",
  setting: "The paper’s; α = .5, 1, 2, 5 and 9.75; three seeds",
  differences: {
    ...KWON_TARGET,
    α: [".5, .75, …, 9.75", ".5, 1, 2, 5, 9.75"],
    ...COUNTED,
    ...THREE_DRAWS,
    ...FLOAT32,
  },
  criterion:
    "Steps to a training loss of 1e-10 (the authors’ stop) decrease in α on every seed; with α ≥ 5 the median is at least 3 × below the original’s at the same η",
  notes: [
    ONE_RATE,
    "The picture shows one seed (0), on which at the same share no advantage remains up to α = 2, 2 % at α = 5 and 7 % at α = 9.75. The medians are of different seeds. Original / compressed of each seed at one η: α = 1 .98, 1.25, .97; α = 2 1.56, 2.00, 1.55; α = 5 2.99, 3.80, 2.90; α = 9.75 4.89, 6.15, 4.60. So at α = 1 the compressed network saves steps on one seed of three, and at α = 5 the factor of 3 holds for the medians, but on one seed only. At the same share: α = .5 .98, 1.26, .97; α = 1 as above; α = 2 .99, 1.26, .98; α = 5 1.02, 1.30, .99; α = 9.75 1.07, 1.35, 1.01.",
  ],
  changed: `An earlier run had k = r instead of the authors’ k = 2r. It counted the steps to a recovery error of 1e-3, used one seed, and had no control for the rate. ${LIMIT_CORRECTED}`,
  here: alphaRun("", { alpha: 5 }).fields,
  runs: [
    alphaRun("original", { networks: ["original"] }),
    ...alphaRuns,
    // With α = 1 the control is the original itself.
    ...alphaRuns.filter(({ label }) => label !== alphaLabel(1)).map(atSameFraction),
  ],
  judge: (results) => {
    const original = lossSteps(results, "original", "original");
    const steps = ALPHAS.map((value) => lossSteps(results, alphaLabel(value), "kwon"));
    const controls = ALPHAS.map((value) =>
      value === 1 ? original : lossSteps(results, sameFractionOf(alphaLabel(value)), "original"),
    );
    const falls = steps.every((own, i) =>
      own.every((value, seed) => i === 0 || value < (steps[i - 1]?.[seed] ?? NaN)),
    );
    const medians = (lists: readonly (readonly number[])[]): number[] => lists.map(median);
    return {
      ours: `steps of each seed: original ${showAll(original, 4)}; ${ALPHAS.map((value, i) => `α = ${value}: ${showAll(steps[i] ?? [], 4)}, original at the same share ${showAll(controls[i] ?? [], 4)}`).join("; ")}`,
      passed: falls && medians(steps.slice(3)).every((value) => 3 * value <= median(original)),
    };
  },
};

const LARGE = "d = 256";
const largeRun: ClaimRun = {
  label: LARGE,
  fields: preset("mc-d256", 2000, { alpha: 3, networks: ["original", "kwon"] }),
  seeds: seeds(3),
  stopBelow: 1e-3,
};

const twice: DefinedClaim = {
  id: "kwon-2x",
  whose: "surrogate",
  title: "Less than half of the steps at one η",
  claim:
    "To the same error and at one η, the compressed network needs less than half of the original’s steps.",
  paper: "Kwon, abstract: training efficiency improved by more than 2 × overall",
  paperSetting:
    "The abstract names none; “overall” includes deep nonlinear networks, which this claim leaves out",
  setting:
    "Completion, d = 256, r = 3, p = .25, L = 3, k = 2r, ε = .02, η̂ = .25 (one η for both), α = 3, at most 2,000 steps; steps to a recovery error of 1e-3; three seeds",
  differences: {
    Problem: ["deep linear and nonlinear networks", "one completion problem, linear"],
    Measure: ["training efficiency", "steps; counted operations and measured time are shown"],
    ...FLOAT32,
  },
  criterion: "Steps to 1e-3 at the same η: original / compressed ≥ 2 on every seed",
  notes: [
    ONE_RATE,
    "Savings in operations and time follow from the widths, 256 and 6, and grow with d: here they cannot miss a factor of 2, so they are shown, but not judged.",
    "Time was measured on one busy machine.",
  ],
  changed: `Earlier the claim judged only measured time, which no run of this size could have failed. It then judged steps and operations separately, at the same η and in the control for the rate. The paper makes no claim about that control; it is now shown, but not judged. Operations and measured time at the same η were judged, too, although they could not fail. ${LIMIT_CORRECTED}`,
  runs: [largeRun, atSameFraction(largeRun)],
  judge: (results) => {
    const all = resultsOf(results, LARGE);
    const control = resultsOf(results, sameFractionOf(LARGE));
    const ratio = (over: readonly RunResult[], perStep: "flopsPerStep" | "msPerStep" | 1): number[] => {
      const cost = (result: RunResult, id: "original" | "kwon"): number =>
        stepsTo(result, id, "1e-3") * (perStep === 1 ? 1 : networkOf(result, id)[perStep]);
      return all.map((result, i) => cost(over[i] as RunResult, "original") / cost(result, "kwon"));
    };
    const cases = [
      ratio(all, 1),
      ratio(control, 1),
      ratio(all, "flopsPerStep"),
      ratio(control, "flopsPerStep"),
      ratio(all, "msPerStep"),
    ];
    const [atEta, atFraction, flopsAtEta, flopsAtFraction, times] = cases.map(
      (own) => `${showAll(own, 2)} ×`,
    );
    return {
      ours: `original / compressed, for each seed: steps ${atEta} at the same η, ${atFraction} at the same share; operations ${flopsAtEta} and ${flopsAtFraction}; time ${times}`,
      passed: (cases[0] ?? []).every((value) => Number.isFinite(value) && value >= 2),
    };
  },
};

export const KWON_CLAIMS: readonly DefinedClaim[] = [completion, factorization, sensing, depth, alpha, twice];
