/** Compressible Dynamics in Deep Overparameterized Low-Rank Learning & Adaptation (arXiv 2406.04112). */
import {
  inCases,
  median,
  resultsOf,
  show,
  showAll,
  type DefinedClaim,
  type ClaimRun,
  type RunResult,
} from "../../../experiment/claims/claim.ts";
import { lastOf, networkOf, probed, recoveryOf, stepsOf, stepsTo } from "./results.ts";
import type { Experiment, NetworkName } from "../config/fields.ts";
import {
  draws,
  FLOAT32,
  lawSetting,
  preset,
  RATES,
  SMALL_START,
  seeds,
  EVEN_TARGET,
  TWICE_R,
} from "./settings.ts";

const pathRun = (label: string, fields: Partial<Experiment>, count: number): ClaimRun => ({
  label,
  fields: { ...fields, networks: ["original", "yaras"], gamma: 0 },
  seeds: seeds(count),
  probe: "difference",
});

/** The paper's size, with our start, rate and steps. */
const LARGE_FACTORIZATION: Partial<Experiment> = {
  ...preset("mf-d256", 1500),
  rows: 1000,
  rank: 10,
};

const equalPath: DefinedClaim = {
  id: "equal-path",
  whose: "paper",
  title: "Factorization: the compressed network takes the same path, up to the bulk term",
  claim:
    "On factorization with γ = 0, the original and the compressed network have the same end-to-end matrix at each of 61 probes, up to the bulk term that theory gives.",
  paper: "Yaras, equiv_traj: the paths at d = 1000 coincide; about 45 s against 5 s",
  paperSetting:
    "Factorization, d = 1000, r = 10, L = 3, ε = 1e-3, γ = 0, r̂ = r, until the loss is below 1e-10; float64. The published notebook has η = .1 (½ mean over all entries), at which, by our estimate, the network would not leave its plateau within the notebook’s million steps; the version of May 2023 has η = 1,000",
  setting:
    "Factorization, d = 64, r = 3 and d = 256, r = 8, L = 3, ε = .02, η̂ = .25, γ = 0, r̂ = 2r, 1,500 steps; three seeds",
  differences: {
    Size: ["d = 1000, r = 10", "d = 64, r = 3 and d = 256, r = 8; d = 1000, r = 10 with --full"],
    ...EVEN_TARGET,
    ...SMALL_START,
    Rate: ["η = .1 in the notebook, 1,000 in its earlier version", "a quarter of the limit"],
    ...TWICE_R,
    Compared: [
      "curves, and three principal components of f",
      "all of f, without the bulk term, at 61 probes; no principal component of the path can differ by more than f with the bulk term left in",
    ],
    ...draws("key 0, one run", "seeds 0, 1 and 2; seed 0 with --full"),
    ...FLOAT32,
  },
  criterion: "‖f − f_compressed − bulk term‖ ≤ 1e-5 ‖Φ‖ at every probe",
  notes: [
    "With --full, only the size is the paper’s. Target, initialization, rate, r̂ and steps are still ours.",
    "Time is not judged here, because the paper’s 45 s and 5 s were measured on the authors’ machine.",
  ],
  changed: "An earlier run had one seed.",
  runs: [pathRun("d = 64", preset("mf-d64", 1500), 3), pathRun("d = 256", preset("mf-d256", 1500), 3)],
  full: {
    needs: "d = 1000",
    runs: [pathRun("d = 1000", LARGE_FACTORIZATION, 1)],
  },
  judge: (results) => {
    const worst = results.map((result) => Math.max(...probed(result, "difference")));
    const without = results.map((result) => Math.max(...probed(result, "with bulk term")));
    return {
      ours: `largest difference, as a fraction of ‖Φ‖: ${showAll(worst, 2)} (${results.map(({ label, seed }) => `${label}, seed ${seed}`).join("; ")}); with the bulk term left in ${showAll(without, 2)}`,
      passed: worst.every((value) => value <= 1e-5),
    };
  },
};

const FEW_SAMPLES = "few samples";
/** The paper's γ = .01 corresponds to .16 at σ₁ = 1 (settings.ts). */
const PAPER_GAMMA = "γ = .16";

/** Training ends at the recovery error that the criterion names. */
const toLevel = (label: string, fields: Partial<Experiment>, count = 3): ClaimRun => ({
  label,
  fields,
  seeds: seeds(count),
  stopBelow: 1e-3,
});
const completion = (fields: Partial<Experiment>, gamma: number, count?: number): ClaimRun[] => [
  toLevel("with γ", { ...fields, gamma, networks: ["original", "yaras"] }, count),
  { label: "γ = 0", fields: { ...fields, gamma: 0, networks: ["yaras"] }, seeds: seeds(count ?? 3) },
];

const PAPER_COMPLETION = lawSetting("mc", 1000, 5, {
  observed: 0.2,
  epsilon: 1e-3,
  rate: 5e3,
  rHat: 5,
  steps: 30_000,
});

const completionPath: DefinedClaim = {
  id: "completion-path",
  whose: "paper",
  title: "Completion: at one η and with γ = 3, the compressed network keeps up",
  claim:
    "On completion with many samples for each degree of freedom, with γ = 3 (at the paper’s size γ = .01) and at one η, the compressed network needs about as many steps as the original. With γ = 0 it stalls.",
  paper:
    "Yaras, equiv_traj_mc: original and γ = .01 drop at about 19,500 steps, γ = 0 stays at a test loss of 5e-4; 43 s against 7 s",
  paperSetting:
    "Completion, d = 1000, r = 5, p = .2, L = 3, ε = 1e-3, η = 5,000 (½ mean over all entries), γ = .01 and 0, r̂ = r, until the training loss is below 1e-9 (with γ = .01 below 1e-13); float64. The published notebook computes three bases and does not say which one it plots",
  setting:
    "Completion, d = 200, r = 3, p = .3, L = 3, ε = .02, η̂ = .25, γ = 3 and 0, r̂ = 2r, at most 2,000 steps (4,000 with γ = .16); three seeds",
  differences: {
    Size: ["d = 1000, r = 5, p = .2", "d = 200, r = 3, p = .3; the paper’s with --full"],
    ...EVEN_TARGET,
    ...SMALL_START,
    ...RATES,
    ...TWICE_R,
    Basis: ["one of three", "leading singular vectors of the first gradient, on both sides"],
    Compared: [
      "curves of the test loss, and three principal components of f",
      "steps to a recovery error of 1e-3",
    ],
    ...draws("key 0, one run", "seeds 0, 1 and 2"),
    ...FLOAT32,
  },
  criterion:
    "Steps to 1e-3: |compressed / original − 1| ≤ .08 for every seed; with γ = 0 the recovery error stays ≥ .2",
  notes: [
    "“Few samples” is d = 128, r = 5, p = .2, at most 3,000 steps: about a quarter as many samples for each degree of freedom. There the ratios vary more.",
    "At one η and with γ = 3, the compressed network is at about .66 of its own stability limit and the original at .25. At .25 of its own limit, too, the compressed network needed 2,347, 2,134 and 2,260 steps (“completion-baselines”, r̂ = 2r), about 2.7 to 2.8 times the original’s. This is shown there, not judged.",
    "γ = 3 is 19 times the paper’s γ at this size. With γ = .16, as in the paper, the compressed network does not keep up here: its outer factors turn slowly. That the paper’s setting leaves them 24 times as many steps may explain part of it. This row is shown, but not judged; “completion-map” varies γ and the wait.",
    "“completion-leak” shows how far completion is from the theorem.",
    "With --full, size, target, start, rates and r̂ are the paper’s. Basis, precision and the compared error are still ours, with only seed 0.",
  ],
  changed: "Earlier versions lacked the rows “few samples” and “γ = .16”, which are shown but not judged.",
  runs: [
    ...completion(preset("mc-d200", 2000), 3),
    toLevel(FEW_SAMPLES, preset("mc-hard", 3000, { gamma: 3, networks: ["original", "yaras"] })),
    toLevel(PAPER_GAMMA, preset("mc-d200", 4000, { gamma: 0.16, networks: ["yaras"] })),
  ],
  full: {
    needs: "d = 1000, hours without a graphics card",
    runs: completion(PAPER_COMPLETION, 0.01, 1),
  },
  judge: (results) => {
    const ratiosOf = (own: readonly RunResult[]): number[] =>
      own.map((result) => stepsTo(result, "yaras", "1e-3") / stepsTo(result, "original", "1e-3"));
    const steps = (id: NetworkName): string => showAll(stepsOf(results, "with γ", id, "1e-3"), 5);
    const ratios = ratiosOf(resultsOf(results, "with γ"));
    const few = ratiosOf(results.filter(({ label }) => label === FEW_SAMPLES));
    const slow = results
      .filter(({ label }) => label === PAPER_GAMMA)
      .map((result) => stepsTo(result, "yaras", "1e-3"));
    const stalled = recoveryOf(results, "γ = 0", "yaras");
    return {
      ours: `steps of the compressed network / steps of the original, for each seed: ${showAll(ratios)} (original ${steps("original")}, compressed ${steps("yaras")} steps)${few.length > 0 ? `; with few samples ${showAll(few)}` : ""}${slow.length > 0 ? `; ${PAPER_GAMMA}: ${showAll(slow, 5)} steps` : ""}; γ = 0 ends at a recovery error of ${showAll(stalled, 2)}`,
      passed: ratios.every((ratio) => Math.abs(ratio - 1) <= 0.08) && stalled.every((error) => error >= 0.2),
    };
  },
};

const COMPONENT_CASES = ["factorization", "completion"] as const;
const STANDING = "completion, γ = 0";
const componentsRun = (label: string, fields: Partial<Experiment>, count: number): ClaimRun => ({
  label,
  fields: { ...fields, networks: ["original", "yaras"] },
  seeds: seeds(count),
  probe: "components",
});

const pathComponents: DefinedClaim = {
  id: "path-components",
  whose: "surrogate",
  title: "Both networks take one path in three principal components",
  claim:
    "In the three principal components of the original’s path f(t), the compressed network’s path lies on the original’s: on factorization with γ = 0, and on completion with γ = 3.",
  paper:
    "Yaras, equiv_traj and equiv_traj_mc: beside the curves, three principal components of f for the original and the compressed network",
  paperSetting:
    "As in “equal-path” and “completion-path”: d = 1000; factorization with γ = 0, completion with γ = .01 and 0",
  setting:
    "Factorization, d = 64, r = 3, γ = 0, 1,500 steps; completion, d = 200, r = 3, p = .3, γ = 3 and 0, 2,000 steps; L = 3, ε = .02, η̂ = .25, r̂ = 2r; three seeds",
  differences: {
    Size: ["d = 1000, r = 10 and 5", "d = 64 and 200, r = 3; d = 1000 with --full"],
    ...EVEN_TARGET,
    ...SMALL_START,
    Rates: [
      "factorization: η = .1 in the notebook, 1,000 in its earlier version; completion: η = 5,000, about .4 of the limit, and γ = .01, which is .16 at σ₁ = 1",
      "a quarter of the limit; completion: γ = 3",
    ],
    ...TWICE_R,
    Compared: [
      "the drawn paths, by eye",
      "the largest distance of a point of either path from the other path, between 61 probes in straight lines",
    ],
    ...draws("key 0, one run", "seeds 0, 1 and 2; seed 0 with --full"),
    ...FLOAT32,
  },
  criterion:
    "By cases, factorization and completion: on every seed, no point of either path is farther than 5 % of ‖Φ‖ from the other path, in the three principal components of the original’s path",
  notes: [
    "The paths are compared as lines, not step by step: on completion the compressed network is some steps late, so at one step the two can be far apart.",
    "The distance counts in both directions, so a network that stops on the way does not pass. Completion with γ = 0 is shown, but not judged.",
  ],
  runs: [
    componentsRun("factorization", preset("mf-d64", 1500, { gamma: 0 }), 3),
    componentsRun("completion", preset("mc-d200", 2000, { gamma: 3 }), 3),
    componentsRun(STANDING, preset("mc-d200", 2000, { gamma: 0 }), 3),
  ],
  full: {
    needs: "d = 1000, hours without a graphics card",
    runs: [
      componentsRun("factorization", { ...LARGE_FACTORIZATION, gamma: 0 }, 1),
      componentsRun("completion", { ...PAPER_COMPLETION, gamma: 0.01 }, 1),
      componentsRun(STANDING, { ...PAPER_COMPLETION, gamma: 0 }, 1),
    ],
  },
  judge: (results) => {
    const last = (label: string, name: string): number[] => lastOf(results, label, name);
    const part = (label: string): string =>
      `${label} ${showAll(last(label, "apart"), 2)} (at one step up to ${showAll(last(label, "at one step"), 2)}; fraction of the variance in three components ${showAll(last(label, "fraction"))})`;
    return {
      ours: `largest distance of the paths, as a fraction of ‖Φ‖, of each seed: ${[...COMPONENT_CASES, STANDING].map(part).join("; ")}`,
      passed: inCases(
        COMPONENT_CASES.map((label) => last(label, "apart").every((distance) => distance <= 0.05)),
      ),
    };
  },
};

const MAP_GAMMAS = [0.16, 0.5, 1, 3];
/** Initial scales. The original waits about 17 / ε steps before its error falls. */
const MAP_EPSILONS = [0.03, 0.02, 0.01, 0.005];
const MAP_KEPT = 2500;
const MAP_LOST = 150;
const cellLabel = (gamma: number, epsilon: number): string => `γ = ${gamma}, ε = ${epsilon}`;
const mapRun = (label: string, epsilon: number, changes: Partial<Experiment>): ClaimRun =>
  toLevel(label, preset("mc-d200", Math.round(80 / epsilon), { epsilon, ...changes }));

const waitingMap: DefinedClaim = {
  id: "completion-map",
  whose: "control",
  title: "Completion: keeping up depends on γ times the wait",
  claim:
    "On completion, the compressed network keeps up with the original if its outer factors have enough time: if γ times the original’s number of steps is large.",
  paper:
    "None: our control for “completion-path”, whose γ is 19 times the paper’s at that size. The paper’s network has 24 times as many steps",
  setting:
    "Completion, d = 200, r = 3, p = .3, L = 3, η̂ = .25, r̂ = 2r; γ = .16, .5, 1 and 3; ε = .03, .02, .01 and .005, at most 80/ε steps; three seeds",
  criterion: `Medians over the seeds of steps to 1e-3, compressed / original: not rising with γ at any ε beyond .02, and within 8 % of 1 wherever γ × the original’s steps is at least ${MAP_KEPT.toLocaleString("en")}; above 1.08 wherever it is at most ${MAP_LOST}`,
  notes: [
    "The figures and the picture are medians of three seeds.",
    "One condition failed: at γ = 1 and ε = .005, γ × the original’s steps is above 2,500, and the ratio is not within 8 % of 1. The other two conditions held.",
    "“Not rising beyond .02” means that from one γ to the next larger one the ratio rises by at most .02.",
    "A run that does not reach 1e-3 counts with the number of its steps, so its ratio is too small.",
    "The bounds come from two earlier results: a ratio of 2.6 at γ × steps = 136 (seed 0 of “completion-path”), and of 1 at 3,100 in the paper’s setting, in units of σ₁ = 1.",
  ],
  changed:
    "The largest ε was .04 at first. There, the original’s first runs ended above 1e-3, so no ratio exists; it became .03 before any compressed network was trained.",
  runs: MAP_EPSILONS.flatMap((epsilon) => [
    mapRun(`original, ε = ${epsilon}`, epsilon, { networks: ["original"], gamma: 3 }),
    ...MAP_GAMMAS.map((gamma) => mapRun(cellLabel(gamma, epsilon), epsilon, { networks: ["yaras"], gamma })),
  ]),
  picture: {
    label: "steps, compressed / original",
    linear: true,
    sweep: {
      right: `γ from ${MAP_GAMMAS[0]} to ${MAP_GAMMAS.at(-1)}`,
      lines: (results) =>
        mapOf(results).map(({ epsilon, cells }) => ({
          label: `ε = ${epsilon}`,
          x: MAP_GAMMAS,
          y: cells.map(({ ratio }) => ratio),
        })),
    },
  },
  judge: (results) => {
    const map = mapOf(results);
    const isMet = (cells: readonly { readonly time: number; readonly ratio: number }[]): boolean =>
      cells.every(
        ({ time, ratio }, i) =>
          ratio <= (cells[i - 1]?.ratio ?? Infinity) + 0.02 &&
          (time < MAP_KEPT || Math.abs(ratio - 1) <= 0.08) &&
          (time > MAP_LOST || ratio > 1.08),
      );
    return {
      ours: `steps of the compressed network / steps of the original (γ × the original’s steps), for γ = ${MAP_GAMMAS.join(", ")}: ${map
        .map(
          ({ epsilon, wait, cells }) =>
            `ε = ${epsilon} (original ${show(wait, 4)} steps) ${cells.map(({ ratio, time }) => `${show(ratio, 3)} (${show(time, 2)})`).join(", ")}`,
        )
        .join("; ")}`,
      passed: map.every(({ cells }) => isMet(cells)),
    };
  },
};

/** For each ε the original's steps, and for each γ the ratio of steps: medians over the seeds. */
function mapOf(results: readonly RunResult[]) {
  return MAP_EPSILONS.map((epsilon) => {
    const original = stepsOf(results, `original, ε = ${epsilon}`, "original", "1e-3");
    const wait = median(original);
    const cells = MAP_GAMMAS.map((gamma) => {
      const ratio = median(
        resultsOf(results, cellLabel(gamma, epsilon)).map((result, i) => {
          const steps = Math.min(stepsTo(result, "yaras", "1e-3"), networkOf(result, "yaras").steps);
          return steps / (original[i] ?? NaN);
        }),
      );
      return { time: gamma * wait, ratio };
    });
    return { epsilon, wait, cells };
  });
}

export const YARAS_CLAIMS: readonly DefinedClaim[] = [equalPath, completionPath, pathComponents, waitingMap];
