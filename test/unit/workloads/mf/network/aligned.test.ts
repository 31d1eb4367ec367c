/** Compares the recursion of aligned layers with full training in float64. */
import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../../../src/workloads/mf/config/link.ts";
import { predictionOf } from "../../../../../src/store/insight/growth.ts";
import { alignedPath } from "../../../../../src/workloads/mf/probes/alignment.ts";
import { describeRates } from "../../../../../src/workloads/mf/summary.ts";
import { buildTraining } from "../../../../../src/workloads/mf/training.ts";
import { svd } from "../../../../../src/math/svd.ts";
import { columns, multiply, multiplyChain, transpose } from "../../../../../src/math/matrix.ts";
import { readBundled } from "../../../../hosts/bundled.ts";
import { cpuSession } from "../../../../hosts/training/float64.ts";

const RANK = 3;
const BASE = { task: "mf", data: "random", rows: 24, rank: RANK };

/**
 * u_iᵀ f v_i of each network at a few steps, and the predicted values. Undefined if there is no prediction.
 */
async function compare(fields: object, gap: number) {
  const { config } = MF_CODEC.repair({ ...BASE, ...fields });
  const training = await buildTraining({ config: config, load: readBundled });
  const session = cpuSession(training);
  const { models } = describeRates(config, training, session);
  const { u, v } = svd((training.problems[0] as (typeof training.problems)[0]).target);
  const [left, right] = [transpose(columns(u, 0, RANK)), columns(v, 0, RANK)];
  const paths = models.map(predictionOf);
  const apart = models.map(() => 0);
  const halfAt = models.map(() => Array.from({ length: RANK }, () => NaN));
  let step = 0;
  for (; step < config.steps; step += gap)
    for (const [n, path] of paths.entries()) {
      await session.advance(n, gap);
      const modes = multiply(multiply(left, multiplyChain(await session.factors(n))), right);
      const sigmas = models[n]?.aligned?.sigmas ?? [];
      path?.(step + gap)
        .slice(0, RANK)
        .forEach(({ values }, i) => {
          const found = modes.data[i * RANK + i] ?? NaN;
          apart[n] = Math.max(apart[n] ?? NaN, Math.abs(found - (values.at(-1) ?? NaN)));
          const half = halfAt[n] as number[];
          if (Number.isNaN(half[i]) && found >= (sigmas[i] ?? NaN) / 2) half[i] = step + gap;
        });
    }
  session.destroy();
  const predicted = paths.map((path) =>
    path?.(step)
      .slice(0, RANK)
      .map((line) => line.halfway?.by ?? NaN),
  );
  return { experiment: config, apart, halfAt, predicted };
}

describe("the recursion of aligned layers", () => {
  it.each([
    ["plain", {}],
    ["with weight decay", { weightDecay: 0.002 }],
    ["depth 2", { depth: 2, steps: 200 }],
    ["depth 4, α = 1", { depth: 4, epsilon: 0.2, alpha: 1 }],
    [
      "the data as it is, a list of values",
      { spectrum: "list", sigmas: [1.5, 1, 0.4], loss: "sum", rate: 0.1, epsilon: 0.1 },
    ],
    ["rectangular", { cols: 16 }],
  ])("is what Kwon et al.'s network does, exactly: %s", async (_name, fields) => {
    const { apart, predicted } = await compare({ networks: ["kwon"], steps: 400, ...fields }, 1);
    expect(predicted[0]?.every(Number.isFinite)).toBe(true);
    expect(apart[0]).toBeLessThan(1e-12);
  });

  it("is early from a small orthogonal start, whose layers align first: training takes 5 to 45 % longer", async () => {
    for (const seed of [0, 1, 2]) {
      const { halfAt, predicted } = await compare({ networks: ["original"], steps: 1000, seed }, 5);
      expect(halfAt[0]).toHaveLength(RANK);
      halfAt[0]?.forEach((found, i) => {
        const ratio = found / (predicted[0]?.[i] ?? NaN);
        expect(ratio).toBeGreaterThan(1.05);
        expect(ratio).toBeLessThan(1.45);
      });
    }
  });

  it.each([
    ["entries are missing", { task: "mc" }],
    ["there is noise", { noise: 0.1 }],
    ["Adam trains", { optimizer: "adam" }],
    ["the start is not orthogonal", { start: "gaussian" }],
    ["the start is large", { epsilon: 0.5 }],
  ])("predicts nothing where %s", async (_name, fields) => {
    const { predicted } = await compare({ networks: ["original"], steps: 1, ...fields }, 1);
    expect(predicted).toEqual([undefined]);
  });

  it("keeps a bounded number of samples, the start among them, and stops at the step that is asked for", () => {
    const path = alignedPath({
      start: [0.02, 0.02, 0.02],
      rates: [0.1, 0.1, 0.1],
      decay: 0,
      lossScale: 1,
      sigmas: [1, 0],
    });
    path(40_000);
    const [line, bulk] = path(20_000);
    expect(line?.steps[0]).toBe(0);
    expect(line?.steps.at(-1)).toBeLessThanOrEqual(20_000);
    expect(line?.steps.length).toBeLessThan(600);
    expect(line?.values.at(-1)).toBeCloseTo(1, 9);
    expect(Math.max(...(bulk?.values ?? []))).toBeLessThan(1e-5);
  });
});
