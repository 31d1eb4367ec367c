/** Compressible Dynamics in Deep Overparameterized Low-Rank Learning & Adaptation (arXiv 2406.04112). */
import { networkOf, probed, resultsOf, showAll, stepsTo, type Claim, type ClaimRun } from "./claim.ts";
import type { Experiment } from "../experiment.ts";
import { lawSetting, preset, seeds } from "./settings.ts";

const pathRun = (label: string, fields: Partial<Experiment>): ClaimRun => ({
  label,
  fields: { ...fields, networks: ["original", "yaras"], gamma: 0 },
  seeds: [0],
  probe: "difference",
});

const equalPath: Claim = {
  id: "equal-path",
  title: "Factorization: the compressed network takes the same path",
  claim:
    "On factorization with γ = 0, original and compressed network have the same end-to-end matrix at every step, up to the bulk term that theory gives.",
  paper: "Yaras, equiv_traj: the paths of d = 1000 coincide; about 45 s against 5 s",
  setting: "Factorization, d = 64, r = 3 and d = 256, r = 8, L = 3, ε = .02, η̂ = .25",
  criterion: "‖f − f_compressed − bulk term‖ ≤ 1e-5 ‖Φ‖ at every look",
  runs: [pathRun("d = 64", preset("mf-d64", {})), pathRun("d = 256", preset("mf-d256", {}))],
  full: {
    needs: "d = 1000",
    runs: [pathRun("d = 1000", { task: "mf", data: "random", rows: 1000, rank: 10 })],
  },
  judge: (results) => {
    const worst = results.map((result) => Math.max(...probed(result, "difference")));
    const without = results.map((result) => Math.max(...probed(result, "with bulk term")));
    return {
      ours: `${showAll(worst, 2)} (${results.map(({ label }) => label).join(", ")}); with the bulk term left in ${showAll(without, 2)}`,
      passed: worst.every((value) => value <= 1e-5),
    };
  },
};

const completion = (fields: Partial<Experiment>, gamma: number, count: number, level: number): ClaimRun[] => [
  {
    label: "with γ",
    fields: { ...fields, gamma, networks: ["original", "yaras"] },
    seeds: seeds(count),
    stopBelow: level,
  },
  { label: "γ = 0", fields: { ...fields, gamma: 0, networks: ["yaras"] }, seeds: seeds(count) },
];

const completionPath: Claim = {
  id: "completion-path",
  title: "Completion: γ keeps the compressed network on the path",
  claim:
    "On completion the compressed network needs as many steps as the original when its outer factors learn too, and stalls when they do not.",
  paper:
    "Yaras, equiv_traj_mc: original and γ = .01 drop at about 19,500 steps, γ = 0 stays at 5e-4; 43 s against 7 s",
  setting: "Completion, d = 200, r = 3, p = .3, L = 3, ε = .02, η̂ = .25, γ = 3 and 0; seeds 0 to 2",
  criterion:
    "Steps to 1e-3: |compressed / original − 1| ≤ .08 for every seed; with γ = 0 the recovery error stays ≥ .2",
  runs: completion(preset("mc-d200", {}), 3, 3, 1e-3),
  full: {
    needs: "d = 1000, hours without a graphics card",
    runs: completion(
      lawSetting("mc", 1000, 5, { observed: 0.2, epsilon: 1e-3, rate: 5e3, steps: 30_000 }),
      0.01,
      1,
      1e-3,
    ),
  },
  judge: (results) => {
    const ratios = resultsOf(results, "with γ").map(
      (result) => stepsTo(result, "yaras", 1e-3) / stepsTo(result, "original", 1e-3),
    );
    const stalled = resultsOf(results, "γ = 0").map((result) => networkOf(result, "yaras").recoveryError);
    return {
      ours: `ratios ${showAll(ratios)}; γ = 0 ends at ${showAll(stalled, 2)}`,
      passed: ratios.every((ratio) => Math.abs(ratio - 1) <= 0.08) && stalled.every((error) => error >= 0.2),
    };
  },
};

export const YARAS_CLAIMS: readonly Claim[] = [equalPath, completionPath];
