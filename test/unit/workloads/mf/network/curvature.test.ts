/** The measured curvature and the quantities that gradient flow keeps, in float64. */
import { expect, it } from "vitest";
import { MF_CODEC } from "../../../../../src/workloads/mf/config/link.ts";
import { balances, chainGradients, topCurvature } from "../../../../../src/workloads/mf/network/curvature.ts";
import { frobeniusNorm, scaledIdentity, subtract, type Matrix } from "../../../../../src/math/matrix.ts";
import type { Problem } from "../../../../../src/workloads/mf/data/problem.ts";
import { buildTraining } from "../../../../../src/workloads/mf/training.ts";
import { sharpnessOf } from "../../../../../src/workloads/mf/rates.ts";
import { curvatureOf } from "../../../../../src/workloads/mf/probes/insight.ts";
import { readBundled } from "../../../../hosts/bundled.ts";
import { cpuSession } from "../../../../hosts/training/float64.ts";

const BASE = { data: "random", rows: 16, rank: 2, rHat: 4, epsilon: 0.1, gamma: 3, alpha: 3 } as const;

async function trained(fields: object, steps: number) {
  const { config, repairs } = MF_CODEC.repair({ ...BASE, ...fields });
  expect(repairs).toEqual([]);
  const training = await buildTraining({ config, load: readBundled });
  const session = cpuSession(training, { keepGradients: true });
  const start = await session.factors(0);
  for (let left = steps; left > 0; left -= 500) await session.advance(0, Math.min(500, left));
  const factors = await session.factors(0);
  const gradients = await session.gradients(0);
  session.destroy();
  const [problem] = training.problems as [Problem];
  return {
    config,
    problem,
    start,
    factors,
    gradients,
    rates: training.networks[0]?.chains[0]?.rateScale ?? [],
  };
}

it("computes the gradients that the engine computes", async () => {
  const { problem, start, gradients } = await trained(
    { task: "mc", observed: 0.5, networks: ["original"] },
    1,
  );
  chainGradients(problem, start).forEach((G, l) => {
    const found = gradients[l] as Matrix;
    expect(frobeniusNorm(subtract(G, found))).toBeLessThan(1e-12 * frobeniusNorm(found));
  });
});

it("finds the eigenvalue that is known: the target diag(1, ½) in two equal factors", () => {
  const root = (value: number): Matrix => ({
    rows: 2,
    cols: 2,
    data: Float64Array.of(1, 0, 0, Math.sqrt(value)),
  });
  const target = { rows: 2, cols: 2, data: Float64Array.of(1, 0, 0, 0.5) };
  const problem = { observed: target, lossScale: 1 } as unknown as Problem;
  // The Hessian's eigenvalues at this minimum are sums of two singular values, at most 1 + 1.
  expect(topCurvature(problem, [root(0.5), root(0.5)], [1, 1])).toBeCloseTo(2, 6);
  // A factor that learns twice as fast counts twice, a frozen one not at all.
  expect(topCurvature(problem, [root(0.5), root(0.5)], [2, 1])).toBeCloseTo(3, 6);
  expect(topCurvature(problem, [root(0.5), root(0.5)], [1, 0])).toBeCloseTo(1, 6);
  expect(topCurvature(problem, [scaledIdentity(2, NaN), root(0.5)], [1, 1])).toBeNaN();
});

it.each(["original", "yaras", "kwon"] as const)("%s ends at the curvature λ of its limit", async (id) => {
  const fields = { task: "mf", networks: [id], rateMode: "perNetwork", rate: 0.1 };
  const { config, problem, factors, rates } = await trained(fields, 3000);
  const share = topCurvature(problem, factors, rates) / sharpnessOf(config, id);
  expect(Math.abs(share - 1)).toBeLessThan(0.05);
});

it("is measured in a run only where 2 over it is the limit of η", async () => {
  const measured = async (fields: object): Promise<boolean[]> => {
    const { config } = MF_CODEC.repair({ ...BASE, networks: ["original", "galore", "altmin"], ...fields });
    const training = await buildTraining({ config, load: readBundled });
    const measure = curvatureOf(config, training);
    return training.networks.map(({ chains }, i) => measure?.(i, chains[0]?.factors ?? []) !== undefined);
  };
  expect(await measured({ task: "mc", observed: 0.6 })).toEqual([true, false, false]);
  expect(await measured({ task: "mc", observed: 0.6, optimizer: "adam" })).not.toContain(true);
  expect(await measured({ task: "mc", observed: 0.6, rows: 400, cols: 400 })).not.toContain(true);
});

it("keeps the difference of neighbouring squares better at a smaller rate", async () => {
  const changeAt = async (rate: number): Promise<number> => {
    const fields = { task: "mc", observed: 0.6, networks: ["yaras"], rateMode: "perNetwork", rate };
    const { start, factors, rates } = await trained(fields, Math.round(300 / rate));
    const before = balances(start, rates);
    return Math.max(
      ...balances(factors, rates).map((B, l) => frobeniusNorm(subtract(B, before[l] as Matrix))),
    );
  };
  const [large, small] = [await changeAt(0.5), await changeAt(0.25)];
  expect(large).toBeGreaterThan(1e-4);
  expect(small / large).toBeGreaterThan(0.3);
  expect(small / large).toBeLessThan(0.6);
});
