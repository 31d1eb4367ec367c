/** Learning rates, computed from the experiment alone. */
import type { Experiment, NetworkName } from "../../experiment/experiment.ts";
import { SHARPNESS } from "./network/sharpness.ts";

/**
 * λ of a network; 0 for a network that has no rate. The largest stable rate is about 2/λ at σ₁ = 1. Heavy-ball momentum
 * raises this rate by the factor 1 + β.
 */
export function sharpnessOf(experiment: Experiment, id: NetworkName): number {
  const lambda = SHARPNESS[id]?.(experiment) ?? 0;
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
