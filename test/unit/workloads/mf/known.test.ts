/** Runs on the known entries of a file: equal to the dense engine, and equal in law to a compressed original. */
import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../../src/workloads/mf/config/link.ts";
import { createCpuExecutor } from "../../../../src/kernels/cpu-executor.ts";
import { multiply, subtract, transpose, type Matrix } from "../../../../src/math/matrix.ts";
import { gaussian, haar } from "../../../../src/math/random-matrices.ts";
import { randomStream } from "../../../../src/math/random.ts";
import { topSingular } from "../../../../src/math/top-singular.ts";
import { ModelSession } from "../../../../src/training/session.ts";
import { applies } from "../../../../src/ui/workloads/mf/controls/groups.ts";
import { maxRHat } from "../../../../src/workloads/mf/config/fields.ts";
import { cellsOf } from "../../../../src/workloads/mf/data/cells.ts";
import { cornerOfCells, cornerOfProduct, pictureSize } from "../../../../src/workloads/mf/known/workload.ts";
import { residualOf } from "../../../../src/workloads/mf/data/centre.ts";
import { realProblem } from "../../../../src/workloads/mf/data/generate.ts";
import { lossGradient } from "../../../../src/workloads/mf/data/problem.ts";
import { planKnown } from "../../../../src/workloads/mf/known/plan.ts";
import { buildKnown, type KnownTraining } from "../../../../src/workloads/mf/known/training.ts";
import { compressYaras, invariantBases } from "../../../../src/workloads/mf/network/compress.ts";
import { drawFrames, drawYaras } from "../../../../src/workloads/mf/network/drawn.ts";
import { randomStart } from "../../../../src/workloads/mf/network/start.ts";
import { buildTraining, type Training, type UserFile } from "../../../../src/workloads/mf/training.ts";
import { readBundled } from "../../../hosts/bundled.ts";
import { cpuSession } from "../../../hosts/training/float64.ts";

/** Rank 3 with noise, about `share` of the entries known. */
function tableOf(rows: number, cols: number, share: number): UserFile {
  const random = randomStream(7, "table");
  const [u, v] = [gaussian(random, rows, 3), gaussian(random, cols, 3)];
  const { data } = multiply(u, transpose(v));
  const known = Uint8Array.from(data, () => Number(random.uniform() < share));
  const values = data.map((value, i) => (known[i] === 1 ? 3 + value + 0.1 * random.normal() : 0));
  return {
    name: "table",
    checksum: "0123456789abcdef",
    matrix: { format: "csv", rows, cols, values, known, remarks: [] },
  };
}

const settings = (rows: number, cols: number) =>
  MF_CODEC.repair({
    task: "mc",
    data: "file",
    file: "0123456789abcdef",
    rows,
    cols,
    rHat: 3,
    gamma: 0.3,
    observed: 0.9,
    validation: 0.1,
    centre: "biases",
    networks: ["yaras"],
  }).config;

const largestDifference = (a: Matrix, b: Matrix): number =>
  subtract(a, b).data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

it("takes the same steps as the dense engine from the same factors: 60 × 40, 30 % known, to 1e-12", async () => {
  const file = tableOf(60, 40, 0.3);
  const experiment = settings(60, 40);
  const dense = await buildTraining({ config: experiment, load: readBundled, file });
  const [problem] = dense.problems;
  const completion = problem?.completion;
  if (!problem || !completion) throw new Error("the table has test cells");
  const { scale } = problem.unit;
  const scaled = (part: "train" | "test") => {
    const cells = residualOf(completion[part], completion.centred);
    return { ...cells, values: cells.values.map((value) => value / scale) };
  };
  const training: KnownTraining = {
    completion,
    seen: scaled("train"),
    hidden: scaled("test"),
    scale,
    lossScale: problem.lossScale,
    networks: dense.networks,
    sigmas: [],
    rHat: 3,
  };
  // The same cells are held out.
  const own = await buildKnown({ config: experiment, file });
  for (const part of ["train", "validation", "test"] as const)
    expect(own.completion[part]).toEqual(completion[part]);
  const plan = planKnown(training);
  const session = new ModelSession(plan, createCpuExecutor(plan.program));
  const reference = cpuSession(dense);
  const steps = 60;
  const [found] = [await session.advance(0, steps)];
  const wanted = await reference.advance(0, steps);
  for (const metric of ["train", "recovery"])
    found.columns[metric]?.forEach((value, i) =>
      expect(Math.abs(value - (wanted.columns[metric]?.[i] ?? NaN))).toBeLessThan(1e-12),
    );
  const factors = await reference.factors(0);
  const { W } = plan.models[0] as (typeof plan.models)[0];
  const reads = await session.read(
    "nothing",
    W.map(({ tensor }) => ({ tensor })),
  );
  W.forEach(({ rows, cols }, l) => {
    const data = Float64Array.from(reads[l] ?? []);
    const factor = l === 0 ? transpose({ rows, cols, data }) : { rows, cols, data };
    expect(largestDifference(factor, factors[l] as Matrix)).toBeLessThan(1e-12);
  });
});

describe("frames that are drawn without the original", () => {
  it("have equal Gram matrices, as a rotation keeps them, and F is free", () => {
    const w = 24;
    const [P, Q] = [haar(randomStream(1, "P"), w, 3), haar(randomStream(2, "Q"), w, 3)];
    const gram = (A: Matrix): Matrix => multiply(transpose(A), A);
    let overlap = 0;
    const seeds = 400;
    for (let seed = 0; seed < seeds; seed++) {
      const { input, output } = drawFrames(P, Q, seed);
      expect(largestDifference(gram(input), gram(output))).toBeLessThan(1e-12);
      overlap += gram(output).data.reduce((sum, value) => sum + value * value, 0) - 6;
    }
    // E ‖FᵀP‖² = r̂²/w, and the Gram matrix has it twice.
    expect(Math.abs(overlap / seeds / 2 - 9 / w)).toBeLessThan(0.05);
  });
});

/** Kolmogorov and Smirnov's largest distance between two samples of the same size. */
function distance(a: readonly number[], b: readonly number[]): number {
  const below = (list: readonly number[], x: number) =>
    list.filter((value) => value <= x).length / list.length;
  return Math.max(...[...a, ...b].map((x) => Math.abs(below(a, x) - below(b, x))));
}

it.each([
  [16, 16],
  [12, 20],
  [20, 12],
])("networks drawn without an original learn as compressed ones do: %i × %i", async (rows, cols) => {
  const seeds = 100;
  const rHat = 2;
  const [depth, epsilon, gamma] = [3, 0.1, 0.3];
  const { values, known } = tableOf(rows, cols, 0.8).matrix;
  const data = { rows, cols, data: values, known: Float64Array.from(known ?? []) };
  const problem = realProblem(
    data,
    { label: "", display: "identity" },
    {
      task: "completion",
      seed: 0,
      observed: 0.8,
      mask: "exact",
      validation: 0,
      measurements: 1,
      noise: 0,
      loss: "normalised",
    },
    "biases",
  );
  const width = Math.max(rows, cols);
  const { u, v } = topSingular(
    { rows, cols, data: problem.target.data.map((value, i) => value * (problem.mask?.[i] ?? 1)) },
    rHat,
  );
  const all = Array.from({ length: seeds }, (_, seed) => {
    const start = randomStart(seed, "original", { rows, cols, depth, width }, epsilon, "orthogonal");
    const gradient = lossGradient(
      problem,
      start.reduce((product, factor) => multiply(factor, product)),
    );
    const bases = invariantBases(start, gradient, rHat, epsilon);
    return {
      compressed: compressYaras(start, bases, epsilon, gamma),
      drawn: drawYaras(u, v, { depth, epsilon, gamma, seed }),
    };
  });
  const { config } = MF_CODEC.repair({ ...settings(rows, cols), rHat, gamma, epsilon });
  const [network] = (await buildTraining({ config, load: readBundled, file: tableOf(rows, cols, 0.8) }))
    .networks;
  if (!network) throw new Error("one network");
  const training: Training = {
    problems: all.map(() => problem),
    networks: (["compressed", "drawn"] as const).map((id) => ({
      ...network,
      id,
      chains: all.map((chains) => chains[id]),
    })),
  };
  const session = cpuSession(training);
  const errors = await Promise.all(
    [0, 1].map(async (model) => (await session.advance(model, 120)).columns["recovery"] ?? []),
  );
  for (const step of [20, 60, 119]) {
    const [compressed = [], drawn = []] = errors.map((column) =>
      Array.from(column.slice(step * seeds, (step + 1) * seeds)),
    );
    // For two samples of 100, the distance exceeds .23 with probability .01.
    expect(distance(compressed, drawn)).toBeLessThan(0.23);
  }
});

it("draws the first rows and columns as they are, and the estimate there", () => {
  const random = randomStream(5, "corner");
  const [left, right] = [gaussian(random, 300, 2), gaussian(random, 200, 2)];
  const whole = multiply(left, transpose(right));
  const cells = cellsOf(
    whole,
    whole.data.map((_, at) => Number(at % 3 === 0)),
  );
  expect(pictureSize(cells)).toEqual({ rows: 128, cols: 128 });
  const [seen, estimate] = [cornerOfCells(cells), cornerOfProduct(left, right)];
  for (let i = 0; i < 128; i++)
    for (let j = 0; j < 128; j++) {
      const value = whole.data[i * 200 + j] as number;
      expect(seen[i * 128 + j]).toBe((i * 200 + j) % 3 === 0 ? value : NaN);
      expect(Math.abs((estimate[i * 128 + j] as number) - value)).toBeLessThan(1e-12);
    }
});

it("offers no width to a run that has no layers of that width", () => {
  const config = settings(60, 40);
  const known = { ...config, entries: "known" } as const;
  expect(applies("width", config)).toBe(true);
  for (const name of ["width", "start", "loss", "noise"]) expect(applies(name, known)).toBe(false);
  expect(maxRHat({ ...known, width: 4 })).toBe(20);
});
