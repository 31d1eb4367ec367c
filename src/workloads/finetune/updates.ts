/**
 * Plans the updates of all trained tensors from their gradients: with Adam, or with GaLore for the encoder's dense
 * weights.
 */
import { adam_direction_8bit } from "../../kernels/optim/adam_direction_8bit.ts";
import type { ProgramBuilder } from "../../models/builder.ts";
import { planUpdate, type PlannedRates, type Optimizer } from "../../models/update.ts";
import { planGaLore, planMaps, type GaLore, type PlannedGaLore } from "../../models/galore.ts";
import type { Trained } from "../../models/parametrizations/adapted.ts";
import { planHyper } from "../mf/plan/plan.ts";

interface LabOptimizer {
  /** Adam's ε, which each method sets (methods.ts). */
  readonly epsilon: number;
  /** GaLore's settings for the encoder's dense weights. Adam trains the head. */
  readonly galore?: GaLore;
}

/**
 * `step` is the step counter, which is already one ahead. If GaLore is used, it updates the tensors that `isProjected`
 * selects. Returns the tensors of the optimizer's state, and their bytes for one run: moments and projectors.
 */
export function planLabUpdates(
  program: ProgramBuilder,
  id: string,
  { epsilon, galore }: LabOptimizer,
  { rates, step }: { readonly rates: PlannedRates; readonly step: string },
  trained: readonly Trained[],
  isProjected: (one: Trained) => boolean = () => true,
) {
  const adam: Optimizer = { ...ADAM, epsilon };
  const hyper = planHyper(program, id, adam);
  const state: string[] = [];
  const planned: PlannedGaLore[] = [];
  let optimizerBytes = 0;
  for (const one of trained) {
    const { factor, gradient, rateScale, ownEta } = one;
    if (galore && isProjected(one)) {
      const bits = Math.max(factor.rows, factor.cols) * galore.rank < galore.leastSize ? 32 : galore.bits;
      const descent = rates.descent(galore.scale * rateScale);
      const made = planGaLore(program, galore, adam, factor, gradient, {
        hyper,
        step,
        rates: descent,
        ...(bits === 8 ? { eightBit: { kernel: adam_direction_8bit, maps: planMaps(program) } } : {}),
      });
      planned.push(made);
      state.push(...made.state);
      optimizerBytes += made.momentBytes + 4 * made.P.rows * made.P.cols;
    } else {
      state.push(
        ...planUpdate(program, adam, {
          hyper,
          rates: rates.optimizer(ownEta),
          factor,
          gradient,
          rate: rateScale,
        }),
      );
      optimizerBytes += 8 * factor.rows * factor.cols;
    }
  }
  return { state, galore: planned, optimizerBytes };
}

/** The rate is a placeholder: the model's rates supply the learning rate and the weight decay. */
const ADAM: Optimizer = {
  kind: "adam",
  rate: { eta: 0, weightDecay: 0, schedule: { kind: "constant", warmUp: 0, lastStep: 0 } },
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
};
