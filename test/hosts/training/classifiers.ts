/** A small classification task, and a whole training run of every arm, which is compared with float64. */
import { expect } from "vitest";
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";
import type { Executor, Program } from "../../../src/kernels/program.ts";
import { randomStream } from "../../../src/math/random.ts";
import { buildMlp, type Classification, type Samples } from "../../../src/workloads/digits/build.ts";
import { ARM_IDS, mlpConfig, type MlpConfig } from "../../../src/workloads/digits/config.ts";
import { planMlp } from "../../../src/workloads/digits/plan.ts";
import { U } from "../../gpu/kernels/compare.ts";
import { ClassifierSession } from "./classifier-session.ts";

/** Makes samples of float32 numbers. Each class is a cloud around a point. */
export function clouds(features: number, classes: number, count: number): Classification {
  const random = randomStream(5, "test");
  const centres = Array.from({ length: features * classes }, () => 2 * random.normal());
  const samples = (size: number): Samples => {
    const labels = Uint32Array.from({ length: size }, () => random.integer(classes));
    const inputs = new Float32Array(size * features);
    labels.forEach((label, i) => {
      for (let j = 0; j < features; j++)
        inputs[i * features + j] = (centres[label * features + j] as number) + random.normal();
    });
    return { inputs, labels };
  };
  return { features, classes, train: samples(count), test: samples(50) };
}

export const TRAININGS: readonly (readonly [name: string, changes: Partial<MlpConfig>])[] = [
  ["gradient descent, the block inserted", {}],
  ["the block in place of a weight, α = 2", { placement: "replace", alpha: 2, scale: 0.7 }],
  ["a ReLU inside, momentum, falling rate", { innerRelu: "on", optimizer: "momentum", schedule: "linear" }],
  // With four classes, the gradient has three directions. In further directions, C-DLN's block is 0 up to
  // rounding, and Adam scales rounding errors to full steps.
  [
    "Adam, warm-up, weight decay",
    { optimizer: "adam", rate: 0.02, schedule: "warmup", weightDecay: 0.01, rHat: 2 },
  ],
];

/** Initial values that are off by the fraction `by`, alternately up and down. */
const nudged = (program: Program, by: number): Program => ({
  ...program,
  tensors: program.tensors.map((spec) =>
    spec.type === "f32" && spec.initial
      ? { ...spec, initial: Float64Array.from(spec.initial, (value, i) => value * (1 + (i % 2 ? by : -by))) }
      : spec,
  ),
});

/**
 * Trains every arm with two seeds together for 60 steps. The loss of each mini-batch and the test accuracy must
 * agree with float64. If a sample is near the kink of a ReLU, rounding decides on which side it falls.
 * Float64 itself shows how much that changes the loss: two more runs start from values that are moved by
 * float32's roundoff in either direction, and one of them crosses such a kink.
 */
export async function followFloat64(
  changes: Partial<MlpConfig>,
  open: (program: Program) => Promise<Executor>,
): Promise<void> {
  const config = mlpConfig({
    width: 12,
    rHat: 6,
    samples: 90,
    batch: 11,
    steps: 60,
    seeds: 2,
    arms: ARM_IDS,
    ...changes,
  });
  const plan = planMlp(await buildMlp(config, clouds(9, 4, 120)));
  const found = new ClassifierSession(plan, await open(plan.program));
  const wanted = new ClassifierSession(plan, createCpuExecutor(plan.program));
  const beside = [U, -U].map(
    (by) => new ClassifierSession(plan, createCpuExecutor(nudged(plan.program, by))),
  );
  for (const id of config.arms) {
    const [a, b] = [await found.advance(id, config.steps), await wanted.advance(id, config.steps)];
    const off = ({ loss }: { readonly loss: readonly number[] }) =>
      Math.max(
        ...loss.map((value, i) => Math.abs(value - (b.loss[i] as number)) / ((b.loss[i] as number) + 0.1)),
      );
    const moved = await Promise.all(
      beside.map(async (session) => off(await session.advance(id, config.steps))),
    );
    expect(b.loss).toHaveLength(2 * config.steps);
    expect(off(a), id).toBeLessThan(2e-5 + 2 * Math.max(...moved));
    const [seen, held] = [await found.test(id), await wanted.test(id)];
    // The arm must have learned, so that agreement means something. At most one sample, near the border
    // between classes, may get another answer.
    expect(Math.min(...held.accuracy), id).toBeGreaterThan(0.6);
    held.accuracy.forEach((accuracy, run) =>
      expect(Math.abs((seen.accuracy[run] as number) - accuracy), id).toBeLessThan(0.021),
    );
  }
  for (const session of [found, wanted, ...beside]) session.destroy();
}
