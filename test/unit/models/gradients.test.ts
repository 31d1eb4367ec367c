/**
 * Compares the gradients of whole networks with finite differences in float64, along random directions of all
 * parameters at once. The stencil is of fourth order, and the best of four step sizes counts. A ReLU that
 * switches within the largest step spoils that step but not the smaller ones.
 */
import { describe, expect, test } from "vitest";
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";
import type { Values } from "../../../src/kernels/program.ts";
import { randomStream } from "../../../src/math/random.ts";
import { buildMlp, type Classification } from "../../../src/workloads/digits/build.ts";
import { mlpConfig, type MlpConfig } from "../../../src/workloads/digits/config.ts";
import { planMlp, type MlpModel } from "../../../src/workloads/digits/plan.ts";
import { ClassifierSession } from "../../hosts/training/classifier-session.ts";

/**
 * The smallest step is well below the distance of a pre-activation from 0, and rounding still leaves ten
 * digits.
 */
const STEPS = [1e-3, 1e-4, 1e-5, 1e-6];

const random = randomStream(7, "test");
const samples = (count: number, features: number, classes: number) => ({
  inputs: Float64Array.from({ length: count * features }, () => random.normal()),
  labels: Uint32Array.from({ length: count }, () => random.integer(classes)),
});
const data: Classification = {
  features: 7,
  classes: 4,
  train: samples(12, 7, 4),
  test: samples(3, 7, 4),
};

async function worstError(changes: Partial<MlpConfig>): Promise<number> {
  // All samples are in every mini-batch, and the rate is 0, so that a step leaves the parameters unchanged.
  const config = mlpConfig({ width: 8, rHat: 4, samples: 12, batch: 12, rate: 0, ...changes });
  const [id] = config.arms;
  const built = await buildMlp(config, data);
  const plan = planMlp(built, { keepGradients: true });
  const executor = createCpuExecutor(plan.program);
  const trainer = new ClassifierSession(plan, executor);
  const { layers, gradients } = plan.models[0] as MlpModel;
  const read = async (tensor: string): Promise<Values> =>
    (await executor.run("nothing", 1, [{ tensor }])).reads[0] as Values;
  // Biases start at 0, where a missing bias would go unnoticed.
  for (const { b } of layers)
    if (b)
      executor.write(
        b.tensor,
        Array.from({ length: b.cols }, () => 0.1 * random.normal()),
      );
  await trainer.advance(id as string, 1);

  const pairs = layers.flatMap(({ W, b }, l) => [
    [W.tensor, gradients[l]?.dW?.tensor] as const,
    ...(b ? [[b.tensor, gradients[l]?.db?.tensor] as const] : []),
  ]);
  const parameters = await Promise.all(pairs.map(([tensor]) => read(tensor)));
  const slopes = await Promise.all(pairs.map(([, gradient]) => read(gradient as string)));
  const lossAt = async (direction: readonly Float64Array[], step: number): Promise<number> => {
    pairs.forEach(([tensor], p) => {
      const at = direction[p] as Float64Array;
      executor.write(
        tensor,
        Float64Array.from(parameters[p] as Values, (value, i) => value + step * (at[i] as number)),
      );
    });
    return (await trainer.advance(id as string, 1)).loss[0] as number;
  };
  let worst = 0;
  for (let turn = 0; turn < 3; turn++) {
    const direction = parameters.map((values) => Float64Array.from(values, () => random.normal()));
    const slope = slopes
      .flatMap((values, p) => Array.from(values, (g, i) => g * (direction[p]?.[i] as number)))
      .reduce((a, b) => a + b);
    const errors: number[] = [];
    for (const h of STEPS) {
      const [a, b, c, d] = [
        await lossAt(direction, 2 * h),
        await lossAt(direction, h),
        await lossAt(direction, -h),
        await lossAt(direction, -2 * h),
      ] as [number, number, number, number];
      errors.push(Math.abs((8 * (b - c) - (a - d)) / (12 * h) - slope) / Math.abs(slope));
    }
    worst = Math.max(worst, Math.min(...errors));
  }
  executor.destroy();
  return worst;
}

describe.each(["insert", "replace"] as const)("%s", (placement) => {
  test.each(["plain", "dln", "cdln", "thin"] as const)("%s", async (arm) => {
    expect(await worstError({ placement, arms: [arm] })).toBeLessThanOrEqual(1e-6);
  });

  test("a ReLU between the factors", async () => {
    expect(await worstError({ placement, arms: ["dln"], innerRelu: "on" })).toBeLessThanOrEqual(1e-6);
  });
});
