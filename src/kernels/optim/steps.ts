/**
 * The update kernels. One invocation updates four elements of `w`. The first bindings are `hyper` (but for plain
 * gradient descent), `w`, `g`, `rates` and `step`. The weight decay λ is decoupled: every rule subtracts η λ w.
 */
import adamWgsl from "../../../shaders/optim/adam_step.wgsl?raw";
import gdWgsl from "../../../shaders/optim/gd_step.wgsl?raw";
import momentumWgsl from "../../../shaders/optim/momentum_step.wgsl?raw";
import rmspropWgsl from "../../../shaders/optim/rmsprop_step.wgsl?raw";
import {
  defineKernel,
  f32,
  foldGrid,
  read,
  readWrite,
  u32,
  uniform,
  type Binding,
  type Kernel,
  type Tensors,
} from "../kernel.ts";
import { RATE_BINDINGS, ratesNow, unpackHyper } from "./hyper.ts";

interface UpdateRule {
  readonly name: string;
  readonly wgsl: string;
  /** Empty for plain gradient descent, which has no hyper-parameters. */
  readonly hyper: readonly Binding[];
  /** The names of the bindings after the common ones. */
  readonly state: readonly string[];
  readonly reference: (
    params: Record<"count" | "rate_scale", number>,
    constants: Record<"RATES", number>,
    tensors: Tensors,
  ) => void;
}

/**
 * Params: the number of elements of w, and `rate_scale`, which scales the update but not the weight decay.
 * The rates are pairs (η, λ).
 */
function updateKernel({ hyper, state, ...rule }: UpdateRule): Kernel {
  return defineKernel({
    ...rule,
    params: [...u32("count"), ...f32("rate_scale")],
    bindings: [...hyper, ...readWrite("w"), ...read("g"), ...RATE_BINDINGS, ...readWrite(...state)],
    constants: { RATES: 1, WORKGROUP: 64 },
    grid: ({ count }, { WORKGROUP }) => foldGrid(count / 4, WORKGROUP),
    wasm: ["RATES"],
  });
}

/** w ← w − η · rate_scale · g − η λ w. */
export const gd_step = updateKernel({
  name: "gd_step",
  wgsl: gdWgsl,
  hyper: [],
  state: [],
  reference: ({ count, rate_scale: rateScale }, { RATES }, [w, g, rates, step]) => {
    const [eta, weightDecay] = ratesNow(RATES, rates, step);
    const rate = eta * rateScale;
    for (let i = 0; i < count; i++) {
      const value = w[i] as number;
      w[i] = value - rate * (g[i] as number) - eta * weightDecay * value;
    }
  },
});

/** v ← g + β₁ v; w ← w − η · rate_scale · v − η λ w. */
export const momentum_step = updateKernel({
  name: "momentum_step",
  wgsl: momentumWgsl,
  hyper: uniform("hyper"),
  state: ["v"],
  reference: ({ count, rate_scale: rateScale }, { RATES }, [hyper, w, g, rates, step, v]) => {
    const [eta, weightDecay] = ratesNow(RATES, rates, step);
    const { beta1 } = unpackHyper(hyper);
    const rate = eta * rateScale;
    for (let i = 0; i < count; i++) {
      const value = w[i] as number;
      const velocity = (g[i] as number) + beta1 * (v[i] as number);
      v[i] = velocity;
      w[i] = value - rate * velocity - eta * weightDecay * value;
    }
  },
});

/** RMSprop with ε outside the root. `rate_scale` scales the update. */
export const rmsprop_step = updateKernel({
  name: "rmsprop_step",
  wgsl: rmspropWgsl,
  hyper: uniform("hyper"),
  state: ["second"],
  reference: ({ count, rate_scale: rateScale }, { RATES }, [hyper, w, g, rates, step, second]) => {
    const [eta, weightDecay] = ratesNow(RATES, rates, step);
    const h = unpackHyper(hyper);
    const rate = eta * rateScale;
    for (let i = 0; i < count; i++) {
      const value = w[i] as number;
      const gradient = g[i] as number;
      const v = h.beta2 * (second[i] as number) + h.one_minus_beta2 * gradient * gradient;
      second[i] = v;
      w[i] = value - (rate * gradient) / (Math.sqrt(v) + h.epsilon) - eta * weightDecay * value;
    }
  },
});

/**
 * Bias-corrected Adam with ε outside the root. `rate_scale` scales the update. step[0] is the number t ≥ 1 of this
 * update.
 */
export const adam_step = updateKernel({
  name: "adam_step",
  wgsl: adamWgsl,
  hyper: uniform("hyper"),
  state: ["first", "second"],
  reference: ({ count, rate_scale: rateScale }, { RATES }, [hyper, w, g, rates, step, first, second]) => {
    const [eta, weightDecay] = ratesNow(RATES, rates, step);
    const h = unpackHyper(hyper);
    const t = step[0] as number;
    const rate = eta * rateScale;
    const correction1 = -Math.expm1(t * h.log_beta1);
    const correction2 = -Math.expm1(t * h.log_beta2);
    for (let i = 0; i < count; i++) {
      const value = w[i] as number;
      const gradient = g[i] as number;
      const m = h.beta1 * (first[i] as number) + h.one_minus_beta1 * gradient;
      const v = h.beta2 * (second[i] as number) + h.one_minus_beta2 * gradient * gradient;
      first[i] = m;
      second[i] = v;
      const update = m / correction1 / (Math.sqrt(v / correction2) + h.epsilon);
      w[i] = value - rate * update - eta * weightDecay * value;
    }
  },
});
