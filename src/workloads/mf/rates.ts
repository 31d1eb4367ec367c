/** Learning rates, computed from the experiment alone. */
import type { Experiment, NetworkName } from "./config/fields.ts";
import { SHARPNESS } from "./network/sharpness.ts";

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
