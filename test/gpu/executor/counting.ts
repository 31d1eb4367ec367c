/**
 * A program whose results are whole numbers, so that they show exactly in which order and how often its steps
 * ran.
 */
import type { Dispatch, Program } from "../../../src/kernels/program.ts";
import { dispatch, f32, u32, zeros } from "../kernels/compare.ts";

export const COUNT = 100;

export function update(w: string, g: string): Dispatch {
  return dispatch("gd_step", { count: COUNT, rate_scale: 1 }, {}, [w, g, "rates", "step"]);
}

/** One step subtracts 1 from x, then x from y, then 1 from z. The numbers are whole, and exact below 2²⁴. */
export function countingProgram(): Program {
  return {
    tensors: [
      f32("rates", [1, 0]),
      u32("step", [1]),
      f32(
        "x",
        new Float64Array(COUNT).map((_, i) => i),
      ),
      f32("one", new Float64Array(COUNT).fill(1)),
      zeros("y", COUNT),
      zeros("z", COUNT),
    ],
    lists: { step: [update("x", "one"), update("y", "x"), update("z", "one")], nothing: [] },
  };
}

/** Element i after t steps: x = i − t, y = −Σ x, z = −t. */
export function expected(i: number, steps: number): { x: number; y: number; z: number } {
  return { x: i - steps, y: -(steps * i - (steps * (steps + 1)) / 2), z: 0 - steps };
}
