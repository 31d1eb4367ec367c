/** The mean gradient between two states of the weights, for optimizers whose steps determine it. */
import type { FactorView } from "../../workloads/factor-view.ts";
import type { Experiment } from "../../workloads/mf/config/fields.ts";
import type { WeightsProbe } from "../kinds/matrix-data.ts";
import type { NetworkSummary } from "../../workloads/mf/summary.ts";

interface MeanGradient {
  readonly from: number;
  readonly to: number;
  readonly view: FactorView;
}

/** −ΔW / (η · steps), exact up to the weights' rounding, or why there is none. Undefined before two states. */
export function meanGradient(
  experiment: Pick<Experiment, "optimizer" | "weightDecay">,
  network: Pick<NetworkSummary, "eta" | "rateScale" | "follows">,
  probes: readonly WeightsProbe[],
  layer: number,
): MeanGradient | string | undefined {
  if (network.follows === "leastSquares") return "This network solves least squares and follows no gradient.";
  if (network.follows === "projectedGradient")
    return "This network follows projected gradients, so its steps do not show the whole gradient.";
  if (network.follows === "preconditionedGradient")
    return "This network multiplies its gradients by inverse Gram matrices, so its steps do not show the gradient.";
  if (experiment.optimizer !== "gd" || experiment.weightDecay > 0)
    return "Only plain gradient descent without weight decay shows the gradient in its steps.";
  const rate = network.eta * (network.rateScale[layer] ?? 0);
  if (rate === 0) return "This factor is never updated.";
  const [before, after] = probes;
  const [w0, w1] = [before?.factors[layer], after?.factors[layer]];
  if (!before || !after || !w0 || !w1) return undefined;
  const scale = -1 / (rate * (after.step - before.step));
  const values = w1.values.map((value, i) => scale * (value - (w0.values[i] ?? NaN)));
  return { from: before.step, to: after.step, view: { ...w1, values } };
}
