/** The wait through narrow layers, as the page expects it, against runs of both networks. */
import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../../../src/workloads/mf/config/link.ts";
import { planTraining } from "../../../../../src/workloads/mf/plan/plan.ts";
import { Session } from "../../../../../src/workloads/mf/session.ts";
import { buildTraining } from "../../../../../src/workloads/mf/training.ts";
import { createWasmExecutor } from "../../../../../src/wasm/wasm-executor.ts";
import type { NetworkName } from "../../../../../src/workloads/mf/config/fields.ts";
import { expectedEscapes } from "../../../../../src/workloads/mf/config/defaults.ts";
import { svd } from "../../../../../src/math/svd.ts";
import { narrowDelay } from "../../../../../src/math/escape.ts";
import { columns, multiply, multiplyChain, transpose } from "../../../../../src/math/matrix.ts";
import { delayOf } from "../../../../../src/store/advice/waits.ts";
import { learningRate } from "../../../../../src/workloads/mf/rates.ts";
import { readBundled } from "../../../../hosts/bundled.ts";

/** A run that takes this many times as long as expected is given up. */
const PATIENCE = 4;

/** The step at which half of σ₁ is learned, divided by the expected step. */
async function lateness(fields: object, id: NetworkName, seed: number): Promise<number> {
  const { config } = MF_CODEC.repair({ data: "random", networks: [id], seed, ...fields });
  const training = await buildTraining({ config: config, load: readBundled });
  const plan = planTraining(training);
  const session = new Session(plan, await createWasmExecutor(plan.program, "simd"));
  const { u, sigma, v } = svd((training.problems[0] as (typeof training.problems)[0]).target);
  const [left, right] = [transpose(columns(u, 0, 1)), columns(v, 0, 1)];
  const wide = expectedEscapes(config, learningRate(config, id))?.first ?? NaN;
  const expected = wide * delayOf(config, id);
  const look = Math.ceil(expected / 50);
  let found = Infinity;
  for (let step = look; step <= PATIENCE * expected && found === Infinity; step += look) {
    await session.advance(0, look);
    const [learned = 0] = multiply(multiply(left, multiplyChain(await session.factors(0))), right).data;
    if (learned >= (sigma[0] ?? NaN) / 2) found = step;
  }
  session.destroy();
  return found / expected;
}

it("at depth 2 follows a logistic curve from unaligned factors", async () => {
  const ratios: number[] = [];
  for (const fields of [{ rate: 0.05 }, { epsilon: 1e-3, rate: 0.1 }, { optimizer: "momentum", rate: 0.005 }])
    ratios.push(
      await lateness({ task: "mf", rows: 64, rank: 1, depth: 2, steps: 5000, ...fields }, "original", 0),
    );
  for (const ratio of ratios) {
    expect(ratio, ratios.join(", ")).toBeGreaterThan(0.9);
    expect(ratio, ratios.join(", ")).toBeLessThan(1.1);
  }
});

describe("the expected wait through narrow layers", () => {
  it.each([
    ["L = 4, a quarter", { task: "mf", rows: 48, rank: 2, gamma: 3, width: 12, depth: 4 }],
    ["32 × 64, half, γ = 1", { task: "mf", rows: 32, cols: 64, rank: 3, gamma: 1, width: 32 }],
    ["completion, a quarter", { task: "mc", rows: 64, rank: 2, observed: 0.6, width: 16 }],
  ])("%s: right within a fifth on average over two seeds", async (_name, fields) => {
    for (const id of ["original", "yaras"] as const) {
      const ratios: number[] = [];
      for (const seed of [0, 1]) ratios.push(await lateness(fields, id, seed));
      const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
      expect(mean, `${id}: ${ratios.join(", ")}`).toBeGreaterThan(0.8);
      expect(mean, `${id}: ${ratios.join(", ")}`).toBeLessThan(1.2);
    }
  });

  it("does not grow at full width, and is endless where U and V stay and hold too little", () => {
    const layers = { depth: 3, epsilon: 0.02 };
    expect(narrowDelay({ ...layers, input: 1, output: 1 })).toBe(1);
    const half = { ...layers, input: Math.SQRT1_2, output: Math.SQRT1_2 };
    expect(narrowDelay({ ...half, gamma: 0 })).toBe(Infinity);
    expect(narrowDelay({ ...half, gamma: 3 })).toBeCloseTo(1.92, 1);
  });
});
