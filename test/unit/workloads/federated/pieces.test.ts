/** The pure functions of federated fine-tuning, in float64. */
import { describe, expect, test } from "vitest";
import { multiply, scale, subtract, type Matrix } from "../../../../src/math/matrix.ts";
import { haar } from "../../../../src/math/random-matrices.ts";
import { randomStream } from "../../../../src/math/random.ts";
import {
  average,
  gapOf,
  restOf,
  weightsOf,
  secondsOf,
  byImportance,
  chooseLayers,
  followRows,
  maskOf,
} from "../../../../src/workloads/federated/server.ts";
import { relativeChange } from "../../../../src/workloads/federated/build.ts";
import { fedConfig } from "../../../../src/workloads/federated/config.ts";
import {
  ascending,
  batchesOf,
  fractionAt,
  usedOf,
  dirichlet,
  gammaVariate,
  sizesOf,
  splitByKind,
} from "../../../../src/workloads/federated/clients.ts";
import { largestShape } from "../../../../src/workloads/federated/plan.ts";
import { divergenceRemark, remarks } from "../../../../src/workloads/federated/remarks.ts";
import { batchesIn, drawnIn, fractionIn } from "../../../../src/workloads/federated/schedule.ts";
import { packBatch } from "../../../../src/workloads/finetune/built.ts";

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const normals = (rows: number, cols: number, seed: number): Matrix => {
  const random = randomStream(seed, "test");
  return { rows, cols, data: Float64Array.from({ length: rows * cols }, () => random.normal()) };
};
const squared = ({ data }: Matrix): number => data.reduce((sum, value) => sum + value * value, 0);

describe("the split", () => {
  test.each([0.1, 0.5, 1, 3])("gamma variates of shape %d have its mean and variance", (shape) => {
    const random = randomStream(1, "gamma");
    const values = Array.from({ length: 40_000 }, () => gammaVariate(random, shape));
    const mean = total(values) / values.length;
    const variance = total(values.map((value) => (value - mean) ** 2)) / values.length;
    // Four standard errors of each.
    expect(Math.abs(mean - shape)).toBeLessThan(4 * Math.sqrt(shape / values.length));
    expect(Math.abs(variance - shape)).toBeLessThan(
      4 * Math.sqrt((2 * shape * shape + 6 * shape) / values.length),
    );
  });

  test("shares sum to 1, follow from the seed, and are the more even the larger β is", () => {
    const largest = [0.05, 0.5, 50].map((beta) => {
      const fractions = dirichlet(randomStream(3, "clients"), beta, 10);
      expect(total(fractions)).toBeCloseTo(1, 12);
      expect(dirichlet(randomStream(3, "clients"), beta, 10)).toEqual(fractions);
      return Math.max(...fractions);
    });
    expect(largest).toEqual(largest.toSorted((a, b) => b - a));
    expect(largest[2]).toBeLessThan(0.2);
    for (let seed = 0; seed < 20; seed++)
      expect(total(dirichlet(randomStream(seed, "tiny"), 1e-3, 50))).toBeCloseTo(1, 12);
  });

  test("every item goes to exactly one client, and each kind of item by its own shares", () => {
    expect(sizesOf([0.5, 0.3, 0.2], 7)).toEqual([4, 2, 1]);
    expect(total(sizesOf([1 / 3, 1 / 3, 1 / 3], 100))).toBe(100);
    const items = Array.from({ length: 60 }, (_, i) => i);
    const clients = splitByKind(items, (item) => item % 2, [
      [1, 0, 0],
      [0, 0.5, 0.5],
    ]);
    expect(clients.flat().toSorted((a, b) => a - b)).toEqual(items);
    expect(clients.map(({ length }) => length)).toEqual([30, 15, 15]);
    expect(clients[0]?.every((item) => item % 2 === 0)).toBe(true);
  });
});

describe("the curriculum", () => {
  test("the share grows from b to 1 at round a T, and at least one sentence is used", () => {
    const config = { startFraction: 0.6, rampFraction: 0.8, steps: 10 };
    expect([0, 4, 8, 9].map((t) => fractionAt(config, t))).toEqual([0.6, 0.8, 1, 1]);
    expect(usedOf(5, 0.6)).toBe(3);
    expect(usedOf(7, 0.6)).toBe(5);
    expect(usedOf(4, 0)).toBe(1);
    expect(usedOf(4, 1)).toBe(4);
  });

  test("easy first; batches in order, leftovers unused, few sentences repeated", () => {
    expect(ascending([3, 1, 2, 1])).toEqual([1, 3, 2, 0]);
    expect(batchesOf([1, 2, 3, 4, 5], 2)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(batchesOf([7, 8], 5)).toEqual([[7, 8, 7, 8, 7]]);
  });

  test("a mini-batch that repeats the longest sentence fits", () => {
    const pool = { inputs: new Float32Array(0), first: [0, 4, 16], lengths: [4, 12, 9], rows: 26 };
    const shape = largestShape({ pool }, 3);
    expect(shape).toEqual({ count: 3, rows: 36, maxSpan: 12 });
    expect(packBatch(pool, [1, 1, 1], shape).tokens).toHaveLength(36);
  });

  const built = {
    config: fedConfig({
      unit: "batches",
      clients: 2,
      batch: 2,
      warmUp: 1,
      steps: 5,
      startFraction: 0.5,
      rampFraction: 1,
    }),
    clients: [
      { train: [10, 11, 12, 13, 14, 15], test: [] },
      { train: [20], test: [] },
    ],
    // Sentences 10 to 12 have one label, the others another.
    kinds: Array.from({ length: 21 }, (_, s) => Number(s > 12)),
  };
  const scores = new Map([10, 11, 12, 13, 14, 15].map((s, i) => [s, [5, 3, 6, 1, 4, 2][i] as number]));
  const scoreOf = (s: number): number => scores.get(s) ?? 0;
  const batches = (id: Parameters<typeof batchesIn>[1], t: number, k = 0) =>
    batchesIn(built, id, t, k, 0, scoreOf);

  test("easy, reversed, random and shuffled orders", () => {
    // Half of six sentences is three sentences, which make one mini-batch of two.
    expect(batches("sentences", 1)).toEqual([[13, 15]]);
    // Half of three mini-batches is two of them. Each has both labels, as the client has.
    const cut = batches("randomOrder", 4);
    expect(cut.flat().toSorted((a, b) => a - b)).toEqual([10, 11, 12, 13, 14, 15]);
    for (const batch of cut) expect(batch.filter((s) => s > 12)).toHaveLength(1);
    const difficulty = ([a = 0, b = 0]: readonly number[]): number => scoreOf(a) + scoreOf(b);
    const easy = cut.toSorted((a, b) => difficulty(a) - difficulty(b));
    expect(batches("curriculum", 1)).toEqual(easy.slice(0, 2));
    expect(batches("all", 4)).toEqual(easy);
    expect(batches("reversed", 4)).toEqual(easy.toReversed());
    expect(batches("randomOrder", 1)).toEqual(cut.slice(0, 2));
    // As in links that do not name the unit.
    const sentences = { ...built, config: { ...built.config, unit: "sentences" as const } };
    expect(batchesIn(sentences, "reversed", 1, 0, 0, scoreOf)).toEqual([[12, 10]]);
    expect(batchesIn(sentences, "all", 3, 0, 0, scoreOf).flat()).toEqual([13, 15, 11, 14]);
    expect(batches("fedavg", 1)).toHaveLength(3);
    expect(new Set(batches("fedavg", 1).flat()).size).toBe(6);
    // In the warm-up all arms train alike.
    expect(batches("reversed", 0)).toEqual(batches("fedavg", 0));
    expect(batches("curriculum", 1, 1)).toEqual([[20, 20]]);
    expect(batches("fedavg", 1, 1)).toEqual([[20, 20]]);
    expect(fractionIn(built.config, "fedavg", 3)).toBe(1);
    expect(fractionIn(built.config, "curriculum", 1)).toBe(0.5);
  });
});

describe("layers and rows", () => {
  test("the most important layers that fit into the share", () => {
    const order = byImportance([0.1, 0.9, 0.5, 0.7]);
    expect(order).toEqual([1, 3, 2, 0]);
    expect(chooseLayers(order, [10, 40, 10, 40], 0.6)).toEqual([0, 1, 2]);
    expect(chooseLayers(order, [10, 40, 10, 40], 1)).toEqual([0, 1, 2, 3]);
    expect(chooseLayers(order, [10, 40, 10, 40], 0)).toEqual([]);
  });

  test("importance is the mean relative change of sentences", () => {
    const a = { rows: 3, cols: 2, data: Float64Array.of(3, 4, 1, 0, 0, 1) };
    const b = { rows: 3, cols: 2, data: Float64Array.of(3, 5, 1, 2, 2, 1) };
    expect(relativeChange(a, b, [1, 2])).toBeCloseTo((1 / 5 + Math.sqrt(8 / 2)) / 2, 14);
  });

  test("rows with the most momentum Fisher information are trained, all at first", () => {
    expect([...maskOf([0, 0, 0], 0.5)]).toEqual([1, 1, 1]);
    expect([...maskOf([1, 3, 2, 0], 0.5)]).toEqual([0, 1, 1, 0]);
    // Of equal rows the first ones are trained.
    expect([...maskOf([1, 2, 1, 1], 0.5)]).toEqual([1, 1, 0, 0]);
    expect([...maskOf([1, 2, 0], 0)]).toEqual([0, 0, 0]);
    expect([...maskOf([0, 0, 0], 0)]).toEqual([0, 0, 0]);
    expect([...maskOf([1, 2, 0], 1)]).toEqual([1, 1, 1]);
    expect([...followRows([1, 2], [1, 2, 3, 4], 0.9)]).toEqual([0.9 + (1 - 0.9) * 5, 1.8 + (1 - 0.9) * 25]);
  });
});

describe("the server", () => {
  test("averages by the numbers of sentences, and leaves a single client as it is", () => {
    const theta = normals(1, 50, 1).data;
    expect([...average([theta], weightsOf([7]))]).toEqual([...theta]);
    expect([
      ...average(
        [
          [1, 2],
          [5, 6],
        ],
        weightsOf([1, 3]),
      ),
    ]).toEqual([4, 5]);
  });

  test("the gap of averaged factors, without forming a product", () => {
    const factors = [1, 2, 3].map((seed) => ({ B: normals(9, 2, seed), A: normals(2, 7, 10 + seed) }));
    const weights = weightsOf([1, 2, 5]);
    const sum = (of: readonly Matrix[]): Matrix =>
      of.map((matrix, k) => scale(matrix, weights[k] as number)).reduce((a, b) => subtract(a, scale(b, -1)));
    const products = sum(factors.map(({ B, A }) => multiply(B, A)));
    const ofMeans = multiply(sum(factors.map(({ B }) => B)), sum(factors.map(({ A }) => A)));
    const { gap, size } = gapOf(factors, weights);
    expect(gap).toBeCloseTo(squared(subtract(products, ofMeans)), 10);
    expect(size).toBeCloseTo(squared(products), 10);
    const same = { B: haar(randomStream(1, "B"), 9, 2), A: normals(2, 7, 4) };
    expect(gapOf([same, same], [0.5, 0.5]).gap).toBeLessThan(1e-25);
  });

  test("what averaging the factors leaves out, as a product", () => {
    const factors = [1, 2].map((seed) => ({ B: normals(5, 2, seed), A: normals(2, 4, 10 + seed) }));
    const [left, right] = restOf(factors, [0.25, 0.75]);
    const { gap } = gapOf(factors, [0.25, 0.75]);
    expect(squared(multiply(left, right))).toBeCloseTo(gap, 10);
    expect([left.rows, left.cols, right.cols]).toEqual([5, 6, 4]);
  });

  test("simulated seconds", () => {
    expect(secondsOf({ deviceSpeed: 10, bandwidth: 8 }, 5, 2)).toBe(0.5 + 2);
  });
});

describe("clients that take no part", () => {
  const clients = [
    { train: [0, 1, 2], test: [] },
    { train: [], test: [] },
    { train: [3, 4], test: [] },
  ];
  const kinds = [0, 1, 2, 3, 5];

  test("a client without sentences is never drawn, and all drop out with probability 1", () => {
    const config = fedConfig({ clients: 3, perRound: 3, steps: 40 });
    const seen = new Set(
      Array.from({ length: 40 }, (_, t) => drawnIn({ config, clients }, t)).flatMap((drawn) =>
        drawn.map(({ client }) => client),
      ),
    );
    expect([...seen].toSorted((a, b) => a - b)).toEqual([0, 2]);
    const lost = { ...config, dropout: 1 };
    expect(drawnIn({ config: lost, clients }, 0).every(({ dropsOut }) => dropsOut)).toBe(true);
    expect(drawnIn({ config, clients }, 0).some(({ dropsOut }) => dropsOut)).toBe(false);
  });

  test("each such client and round has its remark", () => {
    const config = fedConfig({ clients: 3, perRound: 3, steps: 2, dropout: 1 });
    const found = remarks({ config, clients, kinds });
    expect(found).toHaveLength(3);
    expect(found[0]).toContain("Client 2");
    expect(found[1]).toContain("Client 3");
    expect(found[2]).toContain("rounds 1, 2");
    expect(remarks({ config: { ...config, dropout: 0 }, clients: [clients[0]!], kinds })).toEqual([]);
    // The planted task has no labels.
    expect(remarks({ config: { ...config, dropout: 0, task: "planted" }, clients, kinds })).toEqual([
      found[0],
    ]);
    expect(divergenceRemark([0, 0])).toBeUndefined();
    expect(divergenceRemark([0, 2])).toContain("Client 2");
  });
});
