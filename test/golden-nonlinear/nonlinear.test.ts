/**
 * Tests in float64 every golden run of the nonlinear workload, and our own compression of the full block that
 * a run was made from.
 */
import { describe, expect, test } from "vitest";
import { createCpuExecutor } from "../../src/kernels/cpu-executor.ts";
import { frobeniusNorm, multiply, subtract, transpose, type Matrix } from "../../src/math/matrix.ts";
import { randomStream } from "../../src/math/random.ts";
import {
  blockBases,
  compressedBlock,
  directionsOf,
  thinBlock,
} from "../../src/models/parametrizations/block.ts";
import { planMlp } from "../../src/workloads/digits/plan.ts";
import { goldenBuilt, goldenCases, matrixOf } from "./cases.ts";
import { followGolden } from "./follow.ts";

const cases = goldenCases().map((golden) => [golden.name, golden] as const);

test("the runs are there", () => expect(cases.length).toBeGreaterThanOrEqual(3));

test.each(cases)("%s, in float64", async (_name, golden) => {
  for (const keepGradients of [true, false]) {
    const plan = planMlp(goldenBuilt(golden), { keepGradients });
    const executor = createCpuExecutor(plan.program);
    await followGolden(golden, plan, executor, 1e-11);
    executor.destroy();
  }
});

describe("compression", () => {
  const close = (found: Matrix, wanted: Matrix): void =>
    expect(frobeniusNorm(subtract(found, wanted))).toBeLessThanOrEqual(1e-11 * frobeniusNorm(wanted));
  /** Does not depend on the signs or the rotation of a basis. */
  const projector = (basis: Matrix): Matrix => multiply(basis, transpose(basis));
  const compressed = cases.filter(([, { run }]) => run.fromDln);

  test.each(compressed)("%s, from the full block", (_name, { run }) => {
    const { factors, negGradProduct, r, projP, projQ, projX1, projX2 } = run.fromDln as NonNullable<
      typeof run.fromDln
    >;
    const full = factors.map(matrixOf);
    const directions = directionsOf(matrixOf(negGradProduct), r, randomStream(0, "test"));
    expect(directions.sigma).toHaveLength(r);
    close(projector(directions.P), matrixOf(projP));
    close(projector(directions.Q), matrixOf(projQ));
    const start = run.productLayers.map((l) => matrixOf(run.states["0"]?.W[l] as number[][]));
    const chain = (block: readonly Matrix[]) => block.reduce((product, factor) => multiply(factor, product));
    if (projX1 && projX2) {
      const bases = blockBases(full, directions);
      close(projector(bases[0] as Matrix), matrixOf(projX1));
      close(projector(bases[1] as Matrix), matrixOf(projX2));
      close(chain(thinBlock(full, bases)), chain(start));
    } else close(chain(compressedBlock(directions, full.length, run.initScale)), chain(start));
  });

  test("directions that the gradient lacks are orthogonal to those it has", () => {
    const random = randomStream(3, "test");
    const [u, v] = [20, 16].map((rows) => ({
      rows,
      cols: 2,
      data: Float64Array.from({ length: rows * 2 }, () => random.normal()),
    })) as [Matrix, Matrix];
    const gradient = multiply(u, transpose(v));
    const { P, Q, sigma } = directionsOf(gradient, 6, random);
    expect(sigma).toHaveLength(2);
    for (const basis of [P, Q]) {
      const gram = multiply(transpose(basis), basis);
      for (let i = 0; i < 36; i++) expect(gram.data[i]).toBeCloseTo(Number(i % 7 === 0), 12);
    }
    // The whole gradient lies in the first two directions.
    close(multiply(projector(P), gradient), gradient);
    close(multiply(gradient, projector(Q)), gradient);
  });
});
