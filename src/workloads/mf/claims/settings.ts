/** Settings that several claims share. Each one names its ε and its steps, so that no default can change a claim. */
import type { Experiment } from "../config/fields.ts";
import { MF_CODEC } from "../config/link.ts";
import { PRESETS } from "../presets.ts";
import { type ClaimRun, type Differences } from "../../../experiment/claims/claim.ts";

/** A preset's problem at L = 3, ε = .02, η̂ = .25. */
export function preset(id: string, steps: number, changes: Partial<Experiment> = {}): Partial<Experiment> {
  const fields = PRESETS.find((candidate) => candidate.id === id)?.fields;
  return { ...fields, depth: 3, epsilon: 0.02, rate: 0.25, steps, ...changes };
}

/** Kwon et al.: d = 100, the top-r part of a Gaussian, ½ mean over the observed entries, ε = 10⁻², k = r̂ = 2r. */
export function kwonSetting(
  task: "mf" | "mc",
  rank: number,
  changes: Partial<Experiment> & { readonly steps: number },
): Partial<Experiment> {
  return {
    task,
    data: "random",
    rows: 100,
    rank,
    spectrum: "gaussian",
    loss: "kwonMean",
    depth: 3,
    epsilon: 1e-2,
    rHat: 2 * rank,
    networks: ["original", "kwon"],
    ...changes,
  };
}

/** Law of Parsimony: the top-r part of a Gaussian, ½ mean over all entries. */
export function lawSetting(
  task: "mf" | "mc",
  rows: number,
  rank: number,
  changes: Partial<Experiment> & { readonly epsilon: number; readonly steps: number },
): Partial<Experiment> {
  return { task, data: "random", rows, rank, spectrum: "gaussian", loss: "lawMean", depth: 3, ...changes };
}

export const sameFractionOf = (label: string): string => `${label}, original at the same share`;

/**
 * The control for every comparison of steps with Kwon's network. At one η, the rates αη on the outer factors
 * bring that network closer to its stability limit than the original is to its own. In the control, the
 * original learns at the same fraction of its own limit.
 */
export function atSameFraction({ label, fields, seeds: own, ...rest }: ClaimRun): ClaimRun {
  const { depth, alpha, rate } = MF_CODEC.repair(fields).config;
  // λ is L for the original, and L α^(2/L) for Kwon's network.
  const gain = alpha ** (2 / depth);
  return {
    ...rest,
    label: sameFractionOf(label),
    fields: { ...fields, networks: ["original"], rate: rate * gain },
    seeds: own,
  };
}

/** A change of all claims that have this control. */
export const LIMIT_CORRECTED =
  "In runs before this one, λ = L − 2 + 2α stood for Kwon’s network in the control; it is L α^(2/L). So the original learned at more than the same share of its limit.";

export const seeds = (count: number): number[] => Array.from({ length: count }, (_, seed) => seed);

/** A note for the claims that train Kwon's network on factorization. */
export const ALIGNED =
  "On factorization, the matrix that initializes Kwon’s network is the target itself. The network therefore starts with the target’s singular vectors and learns only the singular values.";

/** Rows that the tables of several claims share. */
export const draws = (paper: string, ours: string): Differences => ({
  "Random draws": [`JAX, ${paper}`, `our own generator, ${ours}`],
});
export const FLOAT32: Differences = { Precision: ["float64", "float32"] };
/**
 * For L = 3, a start ε and a rate γ at σ₁ correspond exactly to ε σ₁^(−1/3) and γ σ₁^(2/3) at a largest singular value
 * of 1.
 */
export const SMALL_START: Differences = {
  Start: ["ε = 1e-3 at σ₁ ≈ 63, which is 2.5e-4 at σ₁ = 1", "ε = .02 at σ₁ = 1"],
};
export const EVEN_TARGET: Differences = {
  Target: ["the r largest of a Gaussian", "singular values evenly from 1 to .5"],
};
export const TWICE_R: Differences = { r̂: ["r", "2r"] };
export const RATES: Differences = {
  Rates: [
    "η = 5,000, about .4 of the limit; γ = .01, which is .16 at σ₁ = 1",
    "a quarter of the limit, γ = 3",
  ],
};
export const KWON_TARGET: Differences = {
  Target: [
    "the published code now spreads the r singular values over half of a Gaussian’s, which does not fit the stored plots",
    "the r largest of a Gaussian",
  ],
};
