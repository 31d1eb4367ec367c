/** The probes that run in addition to the metrics. */
import { describe, expect, test } from "vitest";
import { createCpuExecutor } from "../../../../src/kernels/cpu-executor.ts";
import { haar } from "../../../../src/math/random-matrices.ts";
import { multiply, scale, transpose, type Matrix } from "../../../../src/math/matrix.ts";
import { randomStream } from "../../../../src/math/random.ts";
import type { Probed } from "../../../../src/training/plan.ts";
import { buildMlp } from "../../../../src/workloads/digits/build.ts";
import { mlpConfig } from "../../../../src/workloads/digits/config.ts";
import { planMlp } from "../../../../src/workloads/digits/plan.ts";
import { answerOf } from "../../../../src/workloads/digits/answer.ts";
import { leakOf, mlpProbes, type FrameViews } from "../../../../src/workloads/digits/probes.ts";
import { ClassifierSession } from "../../../hosts/training/classifier-session.ts";
import { clouds } from "../../../hosts/training/classifiers.ts";

describe("leak", () => {
  const random = randomStream(1, "test");
  const [X, Y, other] = [haar(random, 12, 4), haar(random, 12, 4), haar(random, 12, 12)] as [
    Matrix,
    Matrix,
    Matrix,
  ];
  const inside = multiply(multiply(X, haar(random, 4, 4)), transpose(Y));

  test("a change inside both subspaces leaks nothing", async () => {
    const { gradient, best } = await leakOf(inside, X, Y);
    expect(gradient).toBeLessThan(1e-12);
    expect(best).toBeLessThan(1e-12);
  });

  test("of an orthogonal change a subspace of 4 of 12 dimensions holds a third, on each side", async () => {
    // Every singular value is 1, so the best subspace is no better than any other subspace on one side.
    const one = await leakOf(other, X, undefined);
    expect(one.gradient).toBeCloseTo(Math.sqrt(8 / 12), 12);
    expect(one.random).toBeCloseTo(Math.sqrt(8 / 12), 12);
    expect(one.best).toBeCloseTo(Math.sqrt(8 / 12), 12);
    expect((await leakOf(other, X, Y)).random).toBeCloseTo(Math.sqrt(8 / 9), 12);
  });

  test("before the first step nothing has changed", async () => {
    expect(await leakOf(scale(other, 0), X, Y)).toMatchObject({ gradient: 0, best: 0 });
  });
});

test("a block's view and the predictions, as they are trained", async () => {
  const config = mlpConfig({
    width: 12,
    rHat: 6,
    samples: 60,
    batch: 10,
    scale: 0.5,
    arms: ["plain", "dln", "thin", "cdln"],
  });
  const built = await buildMlp(config, clouds(9, 4, 80));
  const plan = planMlp(built);
  const executor = createCpuExecutor(plan.program);
  const trainer = new ClassifierSession(plan, executor);
  const probed: Probed = {
    run: async (list, reads) => (await executor.run(list, 1, reads)).reads,
    step: 0,
  };
  const [frame, predictions] = mlpProbes(config, built, plan);
  const view = async (model: number) => (await frame?.measure(probed, model)) as Required<FrameViews>;

  expect(Object.keys(await view(0))).toEqual(["layers"]);
  const { block: start, own: before } = await view(1);
  // With three factors of .5 · orthogonal, every singular value of the product is s³.
  expect(start.spectrum).toHaveLength(12);
  start.spectrum.forEach((value) => expect(value).toBeCloseTo(0.125, 12));
  expect(start.leaks.map(({ gradient }) => gradient)).toEqual([0, 0, 0]);
  // In their own directions, the factors start as s on the diagonal, also in the networks compressed from them.
  expect(before.inBlocks).toBeNaN();
  for (const { rows, cols, values } of before.layers ?? []) {
    expect([rows, cols]).toEqual([12, 12]);
    // The two groups of three directions are exchanged on the output side.
    for (const [at, value] of values.entries()) {
      const [row, col] = [Math.floor(at / 12), at % 12];
      expect(value).toBeCloseTo(col === (row < 6 ? (row + 3) % 6 : row) ? 0.5 : 0, 6);
    }
  }
  const thin = (await view(2)).own;
  for (const [l, { values }] of before.blocks.entries())
    values.forEach((value, at) => expect(thin.blocks[l]?.values[at]).toBeCloseTo(value, 6));
  for (const { rows, values } of (await view(3)).own.blocks)
    values.forEach((value, at) => expect(value).toBeCloseTo(at % (rows + 1) === 0 ? 0.5 : 0, 6));

  for (const id of ["dln", "cdln"] as const) await trainer.advance(id, 60);
  const { block: later, own, layers: seen } = await view(1);
  // Four classes move three directions; the others stay near the floor.
  expect(later.spectrum.filter((value) => value > 2 * later.floor)).toHaveLength(3);
  for (const { gradient, random, best } of later.leaks) {
    expect(best).toBeLessThanOrEqual(gradient);
    expect(gradient).toBeLessThan(random);
  }
  expect((await view(2)).block.leaks).toEqual([]);
  // Some of the change leaves the block, and the picture shows it: Z has the norm of the factor.
  expect(own.inBlocks).toBeGreaterThan(0.2);
  expect(own.inBlocks).toBeLessThan(0.999);
  const squares = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));
  for (const [l, { values }] of (own.layers ?? []).entries())
    expect(squares(values)).toBeCloseTo(squares(seen[2 + l]?.weight ?? []), 5);
  // C-DLN's inner factor cannot leave its block, and its outer factors do.
  const narrow = (await view(3)).own.inBlocks ?? NaN;
  expect(narrow).toBeGreaterThan(0.2);
  expect(narrow).toBeLessThan(0.999);

  expect(seen.map(({ rows, cols, isFactor }) => [rows, cols, isFactor])).toEqual([
    [12, 9, false],
    [12, 12, false],
    [12, 12, true],
    [12, 12, true],
    [12, 12, true],
    [4, 12, false],
  ]);
  const answers = await predictions?.measure(probed, 1);
  const classes = answers?.["predictions"] as Uint8Array;
  // The answer computed from the layers must equal the network's answer.
  const { inputs } = built.data.test;
  for (const [i, found] of classes.entries())
    expect(answerOf(seen, inputs.subarray(9 * i, 9 * (i + 1))).best).toBe(found);
  const right = classes.filter((found, i) => found === built.data.test.labels[i]).length;
  expect(right / classes.length).toBeCloseTo((await trainer.test("dln")).accuracy[0] as number, 12);
});
