/** Efficient Low-Dimensional Compression of Overparameterized Models (arXiv 2311.05061): the order of learning. */
import {
  inCases,
  judgeCases,
  resultsOf,
  show,
  showAll,
  type DefinedClaim,
  type ClaimRun,
  type RunResult,
} from "../../../experiment/claims/claim.ts";
import { factOf, isBelow, lastOf, networkOf, probed, recoveryOf, stepsOf } from "./results.ts";
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
  EVEN_TARGET,
} from "./settings.ts";

const ALIGNMENT_CASES = ["factorization", "completion"] as const;
const LAYERS = ["W_L", "W_1"];

/** While the recovery error is at least this large, the network has not found the matrix yet. */
const BEFORE = 0.9;

/**
 * The alignments of both layers with the surrogate at the first probe and at the last probe with a recovery error of at
 * least BEFORE, and with the target at that probe and at the last one.
 */
function alignmentPath(
  result: RunResult,
): Readonly<Record<"start" | "before" | "withTarget" | "end", number[]>> {
  const last = probed(result, "original error").findLastIndex((value) => value >= BEFORE);
  const at = (probe: number, suffix = ""): number[] =>
    LAYERS.map((name) => probed(result, `${name}${suffix}`).at(probe) ?? NaN);
  return { start: at(0), before: at(last), withTarget: at(last, " target"), end: at(-1, " target") };
}

const alignment: DefinedClaim = {
  id: "kwon-pc",
  whose: "control",
  title: "The outer layers find the data’s directions first",
  claim:
    "The leading singular vectors of the last and the first layer turn towards those of the surrogate (the target, with hidden entries at 0) while the recovery error is still at least .9.",
  paper: "Kwon, power_method: alignment of the top vectors of W_L and W_1 with the target’s → 1",
  paperSetting:
    "Factorization and completion (p = .3), d = 100, r = 10, L = 3, ε = 1e-2, η = 3 (½ mean over the observed entries), until the training loss is below 1e-9, which takes about 27,000 steps on factorization and 44,500 on completion; float64",
  setting: "The paper’s; three seeds",
  differences: {
    ...KWON_TARGET,
    Alignment: [
      "cosine of the first singular vectors",
      "smallest principal cosine of the leading r-dimensional subspaces, because the r values are nearly equal",
    ],
    Judged: [
      "the cosine with the target at the end",
      "the cosine with the surrogate while the error is at least .9",
    ],
    ...draws("key 0, one run", "seeds 0, 1 and 2"),
    ...FLOAT32,
  },
  criterion:
    "By cases, factorization and completion: at the last probe with a recovery error ≥ .9, the smallest principal cosine with the surrogate is ≥ .9, in both layers, on every seed",
  notes: [
    "At the end, both problems reach the alignment with the target, which the paper plots. The part that fails is ours.",
    "At the end, a small error almost implies the alignment. Therefore the path is judged, and the end is only shown. A probe measures every 1,000 steps.",
    "On completion, the first gradient is the surrogate’s, whose leading subspaces differ from the target’s. The surrogate is therefore judged.",
  ],
  changed:
    "Earlier the claim judged the cosine at the end of one run, which a small error implies. It then judged the path, with the target, on both problems and three seeds. It now judges the path with the surrogate.",
  runs: ALIGNMENT_CASES.map((label) => ({
    label,
    fields: kwonSetting(label === "factorization" ? "mf" : "mc", 10, {
      ...(label === "completion" ? { observed: 0.3 } : {}),
      rate: 3,
      networks: ["original"],
      steps: 60_000,
    }),
    seeds: seeds(3),
    stopLoss: 1e-9,
    probe: "alignment",
  })),
  picture: { values: LAYERS, label: "smallest principal cosine", linear: true },
  judge: (results) => {
    const paths = ALIGNMENT_CASES.map((label) => resultsOf(results, label).map(alignmentPath));
    const lowest = (own: (typeof paths)[number], moment: keyof (typeof own)[number]): number =>
      Math.min(...own.flatMap((path) => path[moment]));
    const cases = paths.map((own, i) => ({
      text: `${ALIGNMENT_CASES[i]} ${show(lowest(own, "start"), 2)} at the start, ${show(lowest(own, "before"))} at the last probe with an error ≥ ${BEFORE} (with the target ${show(lowest(own, "withTarget"))}); with the target ${show(lowest(own, "end"), 4)} at the end`,
      passed: lowest(own, "before") >= 0.9,
    }));
    return judgeCases("smallest principal cosine of both layers and all seeds", cases);
  },
};

const ERROR_CASES = [
  { id: "mf-d128", name: "factorization", steps: 1500, count: 8, judged: false },
  { id: "mc-d128", name: "completion", steps: 2000, count: 8, judged: true },
  { id: "mc-hard", name: "few samples", steps: 3000, count: 24, judged: true },
] as const;
/** Fraction of seeds on which the compressed network must have the lower error. */
const MIN_FRACTION = 7 / 8;

/**
 * On factorization, the part of the initialization that remains in the directions that never move: ε^L √(d − 2r) / ‖Φ‖.
 */
function floor(result: RunResult): number {
  const [d, r] = [128, 5];
  return (0.02 ** 3 * Math.sqrt(d - 2 * r)) / Math.sqrt(factOf(result, "allSquares"));
}

const errorRuns = ERROR_CASES.map(({ id, name, steps, count }): ClaimRun => ({
  label: name,
  fields: preset(id, steps, { alpha: 3, networks: ["original", "kwon"] }),
  seeds: seeds(count),
}));

const error: DefinedClaim = {
  id: "kwon-error",
  whose: "surrogate",
  title: "Which network ends with the smaller error",
  claim:
    "After the same number of steps, the compressed network has the smaller recovery error: on factorization, on completion, and on completion with few samples.",
  paper: "Kwon, abstract: consistently smaller recovery errors",
  paperSetting: "The abstract names none; the figures show factorization, completion and sensing at ε = 1e-2",
  setting:
    "Factorization (d = 128, r = 5), completion (d = 128, r = 3, p = .35) and few samples (d = 128, r = 5, p = .2), L = 3, k = 2r, ε = .02, η̂ = .25, α = 3; 1,500, 2,000 and 3,000 steps; eight seeds, 24 with few samples",
  differences: {
    ...EVEN_TARGET,
    "Start and rates": ["ε = 1e-2 at σ₁ ≈ 19 or more; α = 1 and 5", "ε = .02 at σ₁ = 1; α = 3"],
    Problems: ["three, one draw each", "three others, eight or more seeds each"],
    Compared: ["“throughout all iterations” in the abstract of an early version", "after the last step"],
    ...FLOAT32,
  },
  criterion:
    "By cases, completion and few samples: the final error of the compressed network is below the original’s on at least 7 of 8 seeds (21 of 24 with few samples)",
  notes: [
    "On factorization, the original keeps its initialization in the directions that never move. This sets the floor in the picture. The compressed network starts without these directions, so it must end lower. Factorization is therefore shown, but not judged.",
    "On completion the order may have the same cause: with many samples, Kwon’s network ends at 7e-7 with r̂ = r and at 8.4e-5 with 2r (“completion-baselines”). The claim does not tell the two apart.",
    ALIGNED,
    "The row “original at the same share” lets the original learn at the share of its stability limit that Kwon’s network has.",
  ],
  changed: `An earlier run lacked the case with few samples and the control for the rate. The first eight seeds with few samples met the criterion. We added 16 seeds to this case, because our check on other seeds had found fewer wins. Factorization was judged, too. ${LIMIT_CORRECTED}`,
  runs: [...errorRuns, ...errorRuns.map(atSameFraction)],
  picture: {
    label: "recovery error",
    marks: (results) => [{ label: "floor of the start", value: floor(results[0] as RunResult) }],
  },
  judge: (results) => {
    const wins = (label: string, against = label): number => {
      const originals = recoveryOf(results, against, "original");
      return recoveryOf(results, label, "kwon").filter((own, i) => own < (originals[i] ?? NaN)).length;
    };
    const cases = ERROR_CASES.map((one) => ({ ...one, won: wins(one.name) }));
    const words = cases.map(
      ({ name, count, won }) =>
        `${name} on ${won} of ${count} seeds (${wins(name, sameFractionOf(name))} of ${count} at the same share)`,
    );
    const [factorized] = resultsOf(results, "factorization");
    return {
      ours: `compressed lower: ${words.join("; ")}; the floor on factorization is a recovery error of ${show(floor(factorized as RunResult), 2)}`,
      passed: inCases(
        cases.filter(({ judged }) => judged).map(({ count, won }) => won >= MIN_FRACTION * count),
      ),
    };
  },
};

const MODES = [1, 2, 3];

const incremental: DefinedClaim = {
  id: "incremental",
  whose: "surrogate",
  title: "Larger singular values are learned earlier",
  claim:
    "From a small start, the original and the compressed network both learn the target’s larger singular values earlier.",
  paper: "Kwon, incremental: singular values rise one after another",
  paperSetting: "Factorization, completion and sensing at r = 10; the notebook is not published",
  setting:
    "Factorization, d = 64, singular values 1, .5, .25, L = 3, k = 2r, ε = .02, η̂ = .25, α = 3, 3,000 steps; three seeds",
  differences: {
    Problem: ["three problems, r = 10", "factorization, r = 3, values that halve"],
    Measured: [
      "the singular values of f, which are sorted",
      "u_iᵀ f v_i in the target’s own singular vectors",
    ],
    ...draws("key 0, one run", "seeds 0, 1 and 2"),
    ...FLOAT32,
  },
  criterion: "u_iᵀ f v_i passes half of σ_i in the order of σ, in both networks, on every seed",
  notes: [
    "Sorted singular values are in order by definition, so the values are matched to the target’s directions.",
    "Only the order is judged, so no control for the rate is needed.",
    ALIGNED,
    "For the compressed network on factorization, this cannot fail.",
  ],
  changed: "An earlier run had one seed.",
  runs: [
    {
      label: "geometric",
      fields: preset("mf-d64", 3000, {
        spectrum: "geometric",
        smallest: 0.25,
        alpha: 3,
        networks: ["original", "kwon"],
      }),
      seeds: seeds(3),
      probe: "modes",
    },
  ],
  picture: {
    values: ["original", "kwon"].flatMap((id) => MODES.map((i) => `${id} σ${i}`)),
    label: "u_iᵀ f v_i / σ₁",
    linear: true,
  },
  judge: (results) => {
    const ordersOf = (id: "original" | "kwon"): number[][] =>
      resultsOf(results, "geometric").map((result) =>
        MODES.map((i) => {
          const path = probed(result, `${id} σ${i}`);
          const probe = path.findIndex((value) => value >= 0.5 * 0.5 ** (i - 1));
          return probe < 0 ? Infinity : (probed(result, "step")[probe] ?? NaN);
        }),
      );
    const [original, compressed] = [ordersOf("original"), ordersOf("kwon")];
    const words = (orders: readonly number[][]): string => orders.map((order) => showAll(order)).join(" / ");
    return {
      ours: `original at steps ${words(original)}; compressed at ${words(compressed)} (σ₁, σ₂, σ₃ of each seed)`,
      passed: [...original, ...compressed].every((order) =>
        order.every((step, i) => Number.isFinite(step) && (i === 0 || step > (order[i - 1] ?? NaN))),
      ),
    };
  },
};

const [CROSSING_RANK, CROSSING_WIDTH] = [10, 20];
const crossingRun = (label: string, changes: Partial<Experiment>): ClaimRun => ({
  label,
  fields: kwonSetting("mf", CROSSING_RANK, {
    rate: 10,
    alpha: 1,
    rHat: CROSSING_WIDTH,
    steps: 10_000,
    networks: ["kwon"],
    ...changes,
  }),
  seeds: seeds(3),
});
/** Kwon’s network of depth 2 at ε = 1 is [Vᵀ, U], as the authors’ code returns it. */
const TWO_FACTORS: Partial<Experiment> = { depth: 2, epsilon: 1 };
const COMPRESSED = "compressed";
const UNSCALED = "Burer–Monteiro";
const FITTED_RATE = "Burer–Monteiro, η = 8.4";
const SMALL_STARTS = [1e-2, 1e-3];
const smallStart = (epsilon: number): string => `Burer–Monteiro from ε = ${show(epsilon)}`;

/** What k − r surplus directions keep of a small start with this end-to-end scale, relative to ‖Φ‖. */
const kept = (result: RunResult, scale: number): number =>
  (scale * Math.sqrt(CROSSING_WIDTH - CROSSING_RANK)) / Math.sqrt(factOf(result, "allSquares"));

const burerMonteiro: DefinedClaim = {
  id: "burer-monteiro",
  whose: "surrogate",
  title: "Burer–Monteiro falls first and then crawls",
  claim:
    "Two factors of width 2r that start at the target’s singular vectors, unscaled, fall first and then crawl. The compressed deep network falls later and, from its smaller start, ends lower.",
  paper:
    "Kwon, comp_dln_mf_r10_bm: Burer–Monteiro falls within about 250 steps and reaches 1.6e-6 after 10,000; the compressed network falls at about 5,980, to below 1e-14 (½ mean squared errors)",
  paperSetting:
    "Factorization, d = 100, r = 10; the figure’s notebook is not published. The published code returns the target’s 2r leading singular vectors, unscaled, beside its compressed network",
  setting:
    "Factorization, d = 100, r = 10, k = 2r, η = 10 (½ mean over all entries), 10,000 steps; compressed: L = 3, ε = 1e-2, α = 1; Burer–Monteiro: the singular vectors, unscaled; this setting was fitted to the figure; three seeds; float64",
  differences: {
    Setting: ["not published for this figure", "as in the notebook traj_mf, with ten times its η"],
    "Start of Burer–Monteiro": [
      "not published; the plotted crawl is that of surplus directions that start at scale 1.00 (fitted)",
      "the 2r leading singular vectors of the target, unscaled",
    ],
    "Rate of Burer–Monteiro": [
      "not published; the plotted fall and crawl fit η = 8.4",
      "η = 10, as for the compressed network; 8.4 is shown",
    ],
    ...KWON_TARGET,
    ...draws("one run", "seeds 0, 1 and 2"),
  },
  criterion:
    "On every seed: Burer–Monteiro’s recovery error is below 1e-1 by step 250, and its ½ mean squared error at step 10,000 within a factor of 2 of 1.6e-6; the compressed network’s is below 1e-1 within 10 % of step 5,980, and ends below Burer–Monteiro’s",
  notes: [
    "Surplus directions, k − r of them, start at x² = 1 and have to vanish: x² = 1/(1 + 2ηt/d²). This is the crawl.",
    "From a small start nothing has to vanish, and surplus directions keep what the start gives them: ε³ √(k − r) / ‖Φ‖ with three factors, ε² √(k − r) / ‖Φ‖ with two. The starts, not the depths, then decide which network ends lower. These rows are shown, but not judged; they start from random factors.",
    ALIGNED,
  ],
  changed:
    "Earlier the claim compared two small starts at η = 1 over 70,000 steps, and so only what surplus directions keep of them; its notes denied that. A fit to the pixels of the plot, and runs of separate code with other targets, then found the start and the rates. The criterion was written after these runs, and before the recorded ones.",
  float64: true,
  here: crossingRun("", { networks: ["kwon", "burerMonteiro"], shallowEpsilon: 1 }).fields,
  runs: [
    crossingRun(COMPRESSED, {}),
    crossingRun(UNSCALED, TWO_FACTORS),
    crossingRun(FITTED_RATE, { ...TWO_FACTORS, rate: 8.4 }),
    ...SMALL_STARTS.map((epsilon) =>
      crossingRun(smallStart(epsilon), { networks: ["burerMonteiro"], shallowEpsilon: epsilon }),
    ),
  ],
  judge: (results) => {
    const errors = (label: string, id: NetworkName = "kwon"): number[] => recoveryOf(results, label, id);
    const falls = (label: string): number[] => stepsOf(results, label, "kwon", "1e-1");
    const losses = (label: string): number[] =>
      resultsOf(results, label).map((result, i) => {
        const relative = errors(label)[i] ?? NaN;
        return (relative ** 2 * factOf(result, "allSquares")) / (2 * factOf(result, "allCount"));
      });
    const part = (label: string): string =>
      `${label} below an error of 1e-1 at step ${showAll(falls(label), 4)}, ½ mean squared error at the end ${showAll(losses(label), 2)}`;
    const [first] = resultsOf(results, COMPRESSED);
    const small = SMALL_STARTS.map(
      (epsilon) =>
        `${smallStart(epsilon)} ${showAll(errors(smallStart(epsilon), "burerMonteiro"), 2)} (kept of the start: ${show(kept(first as RunResult, epsilon ** 2), 2)})`,
    );
    const [compressed, ends] = [errors(COMPRESSED), losses(UNSCALED)];
    return {
      ours: `${[COMPRESSED, UNSCALED, FITTED_RATE].map(part).join("; ")}; recovery errors at the end: compressed ${showAll(compressed, 2)} (kept of the start: ${show(kept(first as RunResult, 1e-6), 2)}), ${small.join(", ")}`,
      passed:
        falls(UNSCALED).every((step) => step <= 250) &&
        ends.every((loss) => loss >= 0.8e-6 && loss <= 3.2e-6) &&
        falls(COMPRESSED).every((step) => Math.abs(step / 5980 - 1) <= 0.1) &&
        isBelow(compressed, errors(UNSCALED)),
    };
  },
};

const SMALLER_EPSILONS = [0.1, 0.02];

const smaller: DefinedClaim = {
  id: "kwon-smaller",
  whose: "control",
  title: "Factorization: the compressed network is ahead at every step",
  claim:
    "On factorization, at the same η and with α = 1, the compressed network’s error is at every step at most that of the original.",
  paper:
    "None: our example for a theorem of Kwon et al., by which the compressed network’s error is at most the original’s at every time t. The theorem is not tested, because its exact conditions were not at hand",
  setting:
    "Factorization, d = 64, r = 3, L = 3, η̂ = .25, α = 1, k = 2r, 1,500 steps; ε = .1 and .02; three seeds; float64",
  criterion:
    "On no step of any run is the recovery error of the compressed network above that of the original",
  notes: [
    ALIGNED,
    "Every step is judged, also those after both networks have converged to what their starts leave.",
  ],
  float64: true,
  runs: SMALLER_EPSILONS.map((epsilon): ClaimRun => ({
    label: `ε = ${epsilon}`,
    fields: preset("mf-d64", 1500, { epsilon, alpha: 1, rHat: 6, networks: ["original", "kwon"] }),
    seeds: seeds(3),
    probe: "errors",
  })),
  judge: (results) => {
    const above = SMALLER_EPSILONS.map((epsilon) => lastOf(results, `ε = ${epsilon}`, "steps above"));
    const steps = results.reduce((sum, result) => sum + networkOf(result, "kwon").steps + 1, 0);
    return {
      ours: `steps on which the compressed network is above the original: ${SMALLER_EPSILONS.map((epsilon, i) => `${showAll(above[i] ?? [])} (ε = ${epsilon})`).join("; ")}, of ${steps.toLocaleString("en")} in all`,
      passed: above.flat().every((count) => count === 0),
    };
  },
};

export const KWON_PATH_CLAIMS: readonly DefinedClaim[] = [
  alignment,
  error,
  smaller,
  incremental,
  burerMonteiro,
];
