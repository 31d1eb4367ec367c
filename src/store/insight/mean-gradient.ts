/**
 * The mean gradient between two states of the weights, for optimizers where the difference of the weights
 * determines it.
 */
import type { FactorView } from "../../workloads/mf/entries.ts";
import type { Experiment, NetworkName } from "../../experiment/experiment.ts";
import type { WeightsProbe } from "../run/run-data.ts";

interface MeanGradient {
  readonly from: number;
  readonly to: number;
  readonly view: FactorView;
}

type Facts = Pick<Experiment, "optimizer" | "weightDecay" | "gamma" | "alpha">;

interface Network {
  readonly id: NetworkName;
  readonly eta: number;
  readonly layerShapes: readonly unknown[];
}

/**
 * −ΔW / (η · steps): the exact mean gradient, up to the rounding of the weights. If there is none, a text
 * explains why. Undefined before there are two states.
 */
export function meanGradient(
  experiment: Facts,
  network: Network,
  probes: readonly WeightsProbe[],
  layer: number,
): MeanGradient | string | undefined {
  if (network.id === "altmin") return "This network solves least squares and follows no gradient.";
  if (network.id === "galore")
    return "GaLore follows projected gradients, so its steps do not show the whole gradient.";
  if (experiment.optimizer !== "gd" || experiment.weightDecay > 0)
    return "Only plain gradient descent without weight decay shows the gradient in its steps.";
  const rate = network.eta * rateFactor(experiment, network, layer);
  if (rate === 0) return "This factor is never updated.";
  const [before, after] = probes;
  const [w0, w1] = [before?.factors[layer], after?.factors[layer]];
  if (!before || !after || !w0 || !w1) return undefined;
  const scale = -1 / (rate * (after.step - before.step));
  const values = w1.values.map((value, i) => scale * (value - (w0.values[i] ?? NaN)));
  return { from: before.step, to: after.step, view: { ...w1, values } };
}

/** The outer factors of the compressed networks have rates of their own. */
function rateFactor({ gamma, alpha }: Facts, { id, layerShapes }: Network, layer: number): number {
  const isOuter = layer === 0 || layer === layerShapes.length - 1;
  if (id === "yaras" && isOuter) return gamma;
  return id === "kwon" && isOuter ? alpha : 1;
}
