/** Compares λ with the largest stable rate: of the recursion for aligned layers, and of trained networks. */
import { expect, it } from "vitest";
import { MF_CODEC } from "../../../../../src/workloads/mf/config/link.ts";
import { NETWORK_NAMES } from "../../../../../src/workloads/mf/config/fields.ts";
import { alignedStep } from "../../../../../src/workloads/mf/network/theory.ts";
import { SHARPNESS } from "../../../../../src/workloads/mf/rates.ts";
import { buildTraining } from "../../../../../src/workloads/mf/training.ts";
import { readBundled } from "../../../../hosts/bundled.ts";
import { cpuSession } from "../../../../hosts/training/float64.ts";

const ones = (count: number): number[] => Array.from({ length: count }, () => 1);
/** From these, the wait is short enough. */
const epsilonAt = (depth: number): number => (depth === 3 ? 0.02 : 0.1);
const setting = (depth: number, changes: object) => ({
  depth,
  gamma: 0,
  alpha: 1,
  epsilon: epsilonAt(depth),
  ...changes,
});

/** η times λ at the largest rate that returns to the minimum of a slow run after a small push. */
function limitTimesLambda(start: readonly number[], rateScale: readonly number[], lambda: number): number {
  const follow = (from: readonly number[], eta: number, steps: number): number[] => {
    const rates = { rates: rateScale.map((scale) => scale * eta), decay: 0, lossScale: 1 };
    let w = [...from];
    for (let step = 0; step < steps; step++) w = alignedStep(w, 1, rates);
    return w;
  };
  const pushed = follow(start, 0.1 / lambda, 10_000).map((w) => w * (1 + 1e-7));
  const errorOf = (w: readonly number[]): number => Math.abs(w.reduce((product, x) => product * x, 1) - 1);
  let [low, high] = [0.2 / lambda, 20 / lambda];
  for (let i = 0; i < 16; i++) {
    const eta = Math.sqrt(low * high);
    if (errorOf(follow(pushed, eta, 500)) < 1e-7) low = eta;
    else high = eta;
  }
  return low * lambda;
}

it.each([
  [3, 0.5, 1.058],
  [3, 1, 0.667],
  [3, 2, 0.42],
  [3, 5, 0.228],
  [3, 9.75, 0.146],
  [4, 5, 2 / (4 * Math.sqrt(5))],
])("Kwon’s network of depth %d is stable up to 2/λ with α = %d", (depth, alpha, known) => {
  const lambda = SHARPNESS.kwon(setting(depth, { alpha }));
  const start = ones(depth).map(() => epsilonAt(depth));
  expect(limitTimesLambda(start, [alpha, ...ones(depth - 2), alpha], lambda)).toBeCloseTo(2, 1);
  expect(Math.abs(2 / lambda / known - 1)).toBeLessThan(0.003);
});

it.each([
  [3, 0, 3],
  [3, 1, 5.45],
  [3, 3, 7.97],
  [3, 10, 12.65],
  [3, 100, 31.56],
  [4, 3, 8.83],
])("Yaras et al.’s network of depth %d is stable up to 2/λ with γ = %d", (depth, gamma, known) => {
  const lambda = SHARPNESS.yaras(setting(depth, { gamma }));
  const start = [1, ...ones(depth).map(() => epsilonAt(depth)), 1];
  expect(limitTimesLambda(start, [gamma, ...ones(depth), gamma], lambda)).toBeCloseTo(2, 1);
  expect(lambda).toBeCloseTo(known, 1);
});

/** On factorization, the spectral start is the target itself (scaled-gd.test.ts). */
const ON_FACTORIZATION = NETWORK_NAMES.filter((id) => !["altmin", "spectral", "scaledGd"].includes(id));

it.each(ON_FACTORIZATION)("%s settles below its limit and not above it", async (id) => {
  const errorAt = async (rate: number): Promise<number> => {
    const { config } = MF_CODEC.repair({
      task: "mf",
      data: "random",
      rows: 16,
      rank: 2,
      epsilon: 0.1,
      gamma: 10,
      alpha: 9.75,
      rateMode: "perNetwork",
      rate,
      networks: [id],
    });
    const session = cpuSession(await buildTraining({ config, load: readBundled }));
    await session.advance(0, 1000);
    const { columns } = await session.evaluate(0);
    return columns["recovery"]?.[0] ?? NaN;
  };
  expect(await errorAt(0.95)).toBeLessThan(0.01);
  expect(await errorAt(1.05)).toBeGreaterThan(0.03);
});
