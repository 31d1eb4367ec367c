/** The theorem in float32 on the GPU: 1,000 steps of square factorization, d = 64, r = 3, L = 3. */
import { afterAll, describe, expect, it } from "vitest";
import type { Session } from "../../../src/workloads/mf/session.ts";
import type { Training } from "../../../src/workloads/mf/training.ts";
import { frobeniusNorm, multiplyChain, scale, subtract } from "../../../src/math/matrix.ts";
import { compressYaras, invariantBases } from "../../../src/workloads/mf/network/compress.ts";
import { randomStart } from "../../../src/workloads/mf/network/start.ts";
import { allBases, bulk, bulkTerm, leaks } from "../../../src/workloads/mf/network/theory.ts";
import { generatedProblem, lowRankTarget } from "../../../src/workloads/mf/data/generate.ts";
import { lossGradient } from "../../../src/workloads/mf/data/problem.ts";
import { closeTestDevice, gpuSession } from "../../hosts/training/sessions.ts";
import { LINSPACE, PLAIN_OPTIONS } from "../../hosts/training/problems.ts";

const SIZE = 64;
const RANK = 3;
const DEPTH = 3;
const STEPS = 1000;
const ETA = (0.25 * 2) / DEPTH;
const SEED = 0;

afterAll(closeTestDevice);

/** Trains the original and the compressed network (γ = 0, r̂ = r) from the same start for STEPS steps. */
async function trained(epsilon: number) {
  const problem = generatedProblem(lowRankTarget(SEED, SIZE, SIZE, RANK, LINSPACE), {
    task: "factorization",
    seed: SEED,
    observed: 1,
    measurements: 0,
    ...PLAIN_OPTIONS,
  });
  const shape = { rows: SIZE, cols: SIZE, depth: DEPTH, width: SIZE };
  const start = randomStart(SEED, "original", shape, epsilon, "orthogonal");
  const inner = invariantBases(start, lossGradient(problem, multiplyChain(start)), RANK, epsilon);
  const schedule = { kind: "constant", warmUp: 0, lastStep: 0 } as const;
  const rate = { eta: ETA, weightDecay: 0, schedule };
  const optimizer = { kind: "gd", rate, beta1: 0, beta2: 0, epsilon: 0 } as const;
  const network = { label: "", optimizer, sharpness: DEPTH };
  const training: Training = {
    problems: [problem],
    networks: [
      { ...network, id: "original", chains: [{ factors: start, rateScale: start.map(() => 1) }] },
      { ...network, id: "yaras", chains: [compressYaras(start, inner, epsilon, 0)] },
    ],
  };
  const session = await gpuSession(training);
  for (const index of [0, 1]) {
    await session.advance(index, STEPS);
    await session.evaluate(index);
  }
  const setting = { depth: DEPTH, epsilon, eta: ETA, weightDecay: 0, lossScale: 1 };
  return { session, problem, start, bases: allBases(start, inner), rho: bulk(setting, STEPS) };
}

/** Largest difference between the bulk singular values r+1 … d−r of each W_l and a prediction. */
async function bulkDistance(session: Session, predicted: readonly number[]): Promise<number> {
  const { layers } = await session.spectraOf(await session.capture(0));
  const distances = layers.flatMap((sigma, l) =>
    sigma.slice(RANK, SIZE - RANK).map((value) => Math.abs(value - (predicted[l] ?? NaN))),
  );
  expect(distances).toHaveLength(DEPTH * (SIZE - 2 * RANK));
  return Math.max(...distances);
}

describe("the invariant subspace", () => {
  it("holds at ε = .02: no leak, and compressed = original − bulk term", async () => {
    const epsilon = 0.02;
    const { session, problem, start, bases, rho } = await trained(epsilon);
    const factors = await session.factors(0);
    expect(Math.max(...leaks(factors, bases))).toBeLessThan(1e-4);
    const original = await session.endToEnd(0);
    const compressed = await session.endToEnd(1);
    const [V] = bases;
    if (!V) throw new Error("there is a basis");
    const rest = subtract(
      subtract(original, compressed),
      scale(
        bulkTerm(start, epsilon, V),
        rho.reduce((all, value) => all * value, 1),
      ),
    );
    const norm = frobeniusNorm(problem.target);
    expect(frobeniusNorm(rest) / norm).toBeLessThan(1e-5);
    // Without the bulk term, the two differ by more, so the comparison above can fail.
    expect(frobeniusNorm(subtract(original, compressed)) / norm).toBeGreaterThan(2e-5);
    session.destroy();
  });

  it("leaves the bulk to the scalar recursion at ε = .3, where ρ falls by a third", async () => {
    const epsilon = 0.3;
    const { session, rho } = await trained(epsilon);
    expect(await bulkDistance(session, rho)).toBeLessThan(1e-3 * epsilon);
    const constant = rho.map(() => epsilon);
    expect(await bulkDistance(session, constant)).toBeGreaterThan(1e-3 * epsilon);
    session.destroy();
  });
});
