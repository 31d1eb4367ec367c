/** Learning rates, computed from the experiment alone. */
import type { Experiment, NetworkName } from "./config/fields.ts";

type Setting = Pick<Experiment, "depth" | "gamma" | "alpha" | "epsilon">;

/**
 * λ of each network: the largest curvature of the loss at the minimum that gradient flow reaches, for σ₁ = 1. If each
 * factor stretches the leading singular direction by w_l and learns at the rate a_l η, then λ = Σ a_l / w_l² with ∏ w_l = 1.
 * Gradient flow keeps all differences w_l²/a_l − w_k²/a_k. The largest stable learning rate is about 2/λ.
 * Undefined for a network without a rate.
 */
export const SHARPNESS = {
  original: ({ depth }: Setting) => depth,
  yaras: yarasSharpness,
  thin: ({ depth }: Setting) => depth,
  // From a small start, w_outer² = α w_inner².
  kwon: ({ depth, alpha }: Setting) => depth * alpha ** (2 / depth),
  narrow: ({ depth }: Setting) => depth,
  shallow: () => 2,
  burerMonteiro: () => 2,
  spectral: () => 2,
  // With inverse Gram matrices, the error shrinks by the factor 1 − 2η along each singular direction.
  scaledGd: () => 2,
  galore: ({ depth }: Setting) => depth,
  // It solves least squares problems instead of following gradients (host-steps.ts).
  altmin: undefined,
};

/**
 * U and V start at 1 and the L inner factors at ε, so that w_outer² = 1 + γ (w_inner² − ε²). Finds w_inner² by bisection
 * from w_outer² w_inner^L = 1.
 */
function yarasSharpness({ depth, gamma, epsilon }: Setting): number {
  const outer = (inner: number): number => 1 + gamma * (inner - epsilon ** 2);
  let [low, high] = [Math.min(1, epsilon ** 2), Math.max(1, epsilon ** 2)];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (outer(middle) * middle ** (depth / 2) < 1) low = middle;
    else high = middle;
  }
  return (2 * gamma) / outer(high) + depth / high;
}

/**
 * λ of a network; 0 for a network that has no rate. The largest stable rate is about 2/λ. Heavy-ball momentum raises this
 * rate by the factor 1 + β. A network on a target with another σ₁ moves like one at σ₁ = 1 with the initial scale ε
 * σ₁^(−1/L) and the rate scale γ σ₁^(2/L). Its λ is then σ₁^(2 − 2/L) times as large; this factor is not included.
 */
export function sharpnessOf(experiment: Experiment, id: NetworkName, sigmaOne = 1): number {
  const { depth, gamma, epsilon } = experiment;
  const root = sigmaOne ** (1 / depth);
  const lambda = SHARPNESS[id]?.({ ...experiment, gamma: gamma * root ** 2, epsilon: epsilon / root }) ?? 0;
  return experiment.optimizer === "momentum" ? lambda / (1 + experiment.beta) : lambda;
}

/**
 * η of a network: η̂·2/L for all networks (shared), η̂·2/λ for each (perNetwork), or the entered value (raw).
 * 0 for a network that has no rate.
 */
export function learningRate(experiment: Experiment, id: NetworkName): number {
  if (!SHARPNESS[id]) return 0;
  if (experiment.rateMode === "raw") return experiment.rate;
  const lambda = experiment.rateMode === "shared" ? experiment.depth : sharpnessOf(experiment, id);
  // If λ = 0, the network does not learn (Kwon, L = 2, α = 0).
  return lambda > 0 ? (experiment.rate * 2) / lambda : 0;
}
