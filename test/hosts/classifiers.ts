/** A small classification task, and a whole training of every arm held against float64. */
import { expect } from "vitest";
import { createCpuExecutor } from "../../src/kernels/cpu-executor.ts";
import type { Executor, Program } from "../../src/kernels/program.ts";
import { randomStream } from "../../src/math/random.ts";
import { buildMlp } from "../../src/workloads/mlp/build.ts";
import type { Classification, Samples } from "../../src/workloads/mlp/built.ts";
import { ARM_IDS, mlpConfig, type MlpConfig } from "../../src/workloads/mlp/config.ts";
import { planMlp } from "../../src/workloads/mlp/plan.ts";
import { ClassifierSession } from "./classifier-session.ts";

/** Clouds around a point for each class, of float32 numbers. */
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
  // Four classes give the gradient three directions: in more, C-DLN's is 0 but for rounding, which Adam scales to full steps.
  [
    "Adam, warm-up, weight decay",
    { optimizer: "adam", rate: 0.02, schedule: "warmup", weightDecay: 0.01, rHat: 2 },
  ],
];

/** Every arm, two seeds together, 60 steps: loss after each step and accuracy on the test agree with float64. */
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
  for (const id of config.arms) {
    const [a, b] = [await found.advance(id, config.steps), await wanted.advance(id, config.steps)];
    expect(b.loss).toHaveLength(2 * config.steps);
    b.loss.forEach((loss, i) => {
      expect(Math.abs((a.loss[i] as number) - loss), `${id}, loss ${i}`).toBeLessThan(2e-4 * (loss + 0.1));
    });
    const [seen, held] = [await found.test(id), await wanted.test(id)];
    // Learned, so that agreement means something; and no more than one sample at the border is told otherwise.
    expect(Math.min(...held.accuracy), id).toBeGreaterThan(0.6);
    held.accuracy.forEach((accuracy, run) =>
      expect(Math.abs((seen.accuracy[run] as number) - accuracy), id).toBeLessThan(0.021),
    );
    const blocks = await Promise.all([found.block(id, 1), wanted.block(id, 1)]);
    expect(blocks[0]).toHaveLength(blocks[1].length);
  }
  found.destroy();
  wanted.destroy();
}
