import wgsl from "../../../shaders/optim/adam_direction.wgsl?raw";
import { defineKernel, foldGrid, read, readWrite, u32, uniform } from "../kernel.ts";
import { unpackHyper } from "./hyper.ts";

/**
 * Updates Adam's moments of g and computes out = √(1 − beta2ᵗ) / (1 − beta1ᵗ) · first / (√second + epsilon). As in
 * GaLore's code, epsilon is added before the bias correction. Params: total number of elements. step[0] is the
 * number t ≥ 1 of this update.
 */
export const adam_direction = defineKernel({
  name: "adam_direction",
  wgsl,
  params: u32("count"),
  bindings: [...uniform("hyper"), ...read("g", "step"), ...readWrite("first", "second", "out")],
  constants: { WORKGROUP: 64 },
  grid: ({ count }, { WORKGROUP }) => foldGrid(count / 4, WORKGROUP),
  wasm: [],
  reference: ({ count }, _constants, [hyper, g, step, first, second, out]) => {
    const h = unpackHyper(hyper);
    const t = step[0] as number;
    const correction = Math.sqrt(-Math.expm1(t * h.log_beta2)) / -Math.expm1(t * h.log_beta1);
    for (let i = 0; i < count; i++) {
      const gradient = g[i] as number;
      const m = h.beta1 * (first[i] as number) + h.one_minus_beta1 * gradient;
      const v = h.beta2 * (second[i] as number) + h.one_minus_beta2 * gradient * gradient;
      first[i] = m;
      second[i] = v;
      out[i] = (correction * m) / (Math.sqrt(v) + h.epsilon);
    }
  },
});
