/** ScaledGD and the spectral start, beside explicit formulas and as networks of a session. */
import { topSingular } from "../../../../../src/math/top-singular.ts";
import { MF_CODEC } from "../../../../../src/workloads/mf/config/link.ts";
import { describe, expect, it } from "vitest";
import { SHARPNESS } from "../../../../../src/workloads/mf/rates.ts";
import { kwonSurrogate } from "../../../../../src/workloads/mf/network/compress.ts";
import { preconditioned, startSpectral } from "../../../../../src/workloads/mf/network/scaled-gd.ts";
import { chainGradients } from "../../../../../src/workloads/mf/network/curvature.ts";
import type { Problem } from "../../../../../src/workloads/mf/data/problem.ts";
import { buildTraining } from "../../../../../src/workloads/mf/training.ts";
import {
  frobeniusNorm,
  multiply,
  scale,
  scaledIdentity,
  subtract,
  transpose,
  type Matrix,
} from "../../../../../src/math/matrix.ts";
import { gaussian } from "../../../../../src/math/random-matrices.ts";
import { randomStream } from "../../../../../src/math/random.ts";
import { readBundled } from "../../../../hosts/bundled.ts";
import { cpuSession } from "../../../../hosts/training/float64.ts";
import { errorsOf } from "../../../../hosts/errors.ts";

const BASE = { task: "mc", data: "random", rows: 30, cols: 24, rank: 2, rHat: 2, observed: 0.6 } as const;

async function trainingOf(fields: object) {
  const { config, repairs } = MF_CODEC.repair({ ...BASE, ...fields });
  expect(repairs).toEqual([]);
  return buildTraining({ config, load: readBundled });
}
const apart = (a: Matrix, b: Matrix): number => frobeniusNorm(subtract(a, b)) / frobeniusNorm(b);
const gram = (a: Matrix, ridge: number): Matrix =>
  subtract(multiply(a, transpose(a)), scaledIdentity(a.rows, -ridge));

it("multiplies each gradient by the inverse Gram matrix of the other factor", () => {
  const random = randomStream(1, "scaled-gd");
  const [Y, X] = [gaussian(random, 3, 8), gaussian(random, 10, 3)];
  const [GY, GX] = [gaussian(random, 3, 8), gaussian(random, 10, 3)];
  const ridge = 0.1;
  const [ofY, ofX] = preconditioned([Y, X, GY, GX], ridge);
  // Multiplied by the Gram matrices, they are the gradients again.
  expect(apart(multiply(ofX, gram(Y, ridge)), GX)).toBeLessThan(1e-12);
  expect(apart(multiply(gram(transpose(X), ridge), ofY), GY)).toBeLessThan(1e-12);
});

it("starts at the surrogate's best rank-r approximation, with balanced factors", async () => {
  const { problems } = await trainingOf({ networks: ["spectral"] });
  const surrogate = kwonSurrogate(problems[0] as Problem);
  const [Y, X] = startSpectral(topSingular(surrogate, 2)).factors as [Matrix, Matrix];
  expect(apart(multiply(Y, transpose(Y)), multiply(transpose(X), X))).toBeLessThan(1e-12);
  // What is left has no part in the directions of X and of Y.
  const rest = subtract(surrogate, multiply(X, Y));
  expect(frobeniusNorm(multiply(transpose(X), rest))).toBeLessThan(1e-10 * frobeniusNorm(surrogate));
  expect(frobeniusNorm(multiply(rest, transpose(Y)))).toBeLessThan(1e-10 * frobeniusNorm(surrogate));
});

describe("as a network of a session", () => {
  it("makes the step of its formula", async () => {
    const training = await trainingOf({ networks: ["scaledGd"], ridge: 1e-3 });
    const session = cpuSession(training);
    const [Y, X] = (await session.factors(0)) as [Matrix, Matrix];
    const [GY, GX] = chainGradients(training.problems[0] as Problem, [Y, X]) as [Matrix, Matrix];
    await session.advance(0, 1);
    const [nextY, nextX] = (await session.factors(0)) as [Matrix, Matrix];
    const eta = training.networks[0]?.optimizer.rate.eta ?? NaN;
    const [ofY, ofX] = preconditioned([Y, X, GY, GX], 1e-3);
    expect(apart(nextY, subtract(Y, scale(ofY, eta)))).toBeLessThan(1e-12);
    expect(apart(nextX, subtract(X, scale(ofX, eta)))).toBeLessThan(1e-12);
    session.destroy();
  });

  it("its pace does not depend on the singular values; that of plain descent does", async () => {
    const ends = async (id: "spectral" | "scaledGd", smallest: number): Promise<number> => {
      const fields = { networks: [id], smallest, rateMode: "perNetwork", rate: 0.25, observed: 0.9 };
      const session = cpuSession(await trainingOf(fields));
      const { recovery } = errorsOf(await session.advance(0, 100));
      session.destroy();
      return recovery.at(-1) ?? NaN;
    };
    const [even, steep] = [await ends("scaledGd", 1), await ends("scaledGd", 0.3)];
    expect(Math.max(even, steep)).toBeLessThan(1e-6);
    expect(await ends("spectral", 0.3)).toBeGreaterThan(1e-4);
  });

  it.each(["spectral", "scaledGd"] as const)("%s settles below its limit and not above it", async (id) => {
    const errorAt = async (rate: number): Promise<number> => {
      const fields = { networks: [id], rateMode: "perNetwork", rate, observed: 1 };
      const training = await trainingOf(fields);
      // With every entry seen, the start is the target. A small push shows whether it is stable.
      const chain = training.networks[0]?.chains[0];
      for (const { data } of chain?.factors ?? []) data.set(data.map((value) => 1.001 * value));
      const session = cpuSession(training);
      await session.advance(0, 400);
      const { columns } = await session.evaluate(0);
      session.destroy();
      return columns["recovery"]?.[0] ?? NaN;
    };
    expect(SHARPNESS[id]()).toBe(2);
    expect(await errorAt(0.95)).toBeLessThan(1e-6);
    expect(await errorAt(1.05)).toBeGreaterThan(0.01);
  });

  it("has no place on factorization, and the message says why", () => {
    const { config, repairs } = MF_CODEC.repair({
      task: "mf",
      data: "random",
      rows: 12,
      networks: ["original", "spectral", "scaledGd"],
    });
    expect(config.networks).toEqual(["original"]);
    expect(repairs.join()).toContain("the start is the target itself");
  });
});
