/** A user file, from its bytes to a trained network. */
import { describe, expect, it } from "vitest";
import { asMatrixEvent, type MatrixEvent } from "../../hosts/matrix-events.ts";
import type { MatrixSummary } from "../../../src/workloads/mf/summary.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { firstSettings, readUserFile } from "../../../src/workloads/mf/user-file.ts";
import { buildTraining, type UserFile } from "../../../src/workloads/mf/training.ts";
import { multiply, transpose } from "../../../src/math/matrix.ts";
import { gaussian } from "../../../src/math/random-matrices.ts";
import { randomStream } from "../../../src/math/random.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { errorNorms, recoveryWeights } from "../../../src/workloads/mf/data/problem.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { bytesOf } from "../workloads/mf/data/files/samples.ts";
import { errorsOf } from "../../hosts/errors.ts";

/** Rank 1, 12 × 8. About a fifth of the cells are empty. */
const table = Array.from({ length: 12 }, (_, i) =>
  Array.from({ length: 8 }, (_cell, j) => ((3 * i + 5 * j) % 5 === 0 ? "" : String((i + 1) * (j + 2)))).join(
    ",",
  ),
).join("\n");
const read = () => readUserFile("mine.csv", bytesOf(table));
/** Without validation, and with the mean as the only baseline. */
const PLAIN = { observed: 0.8, validation: 0, stop: "none", centre: "mean", rank: 1 } as const;
const experimentOf = (file: UserFile, changes: Partial<Experiment> = {}): Experiment => {
  const { config, repairs } = MF_CODEC.repair({ ...firstSettings(file), ...PLAIN, ...changes });
  expect(repairs).toEqual([]);
  return config;
};
const build = async (changes: Partial<Experiment> = {}) => {
  const file = await read();
  const { problems } = await buildTraining({
    config: experimentOf(file, changes),
    load: readBundled,
    seeds: [0],
    file,
  });
  return { problem: problems[0] as (typeof problems)[0], file };
};

async function train(changes: Partial<Experiment> = {}) {
  const file = await read();
  const events: MatrixEvent[] = [];
  const engine = new LocalEngine({ gpu: undefined, load: readBundled });
  engine.subscribe((event) => events.push(asMatrixEvent(event)));
  await engine.provide(file);
  await engine.load(experimentOf(file, { steps: 40, ...changes }), "cpu");
  await engine.play();
  await engine.dispose();
  const summary = events.find((event) => event.kind === "loaded")?.summary as MatrixSummary;
  const last = events.filter((event) => event.kind === "steps").at(-1)?.networks[0];
  return { events, summary, last };
}

describe("a small table", () => {
  it("gets the rank that stands out from noise, at most an eighth of its shorter side", async () => {
    const sized = async (rows: number, cols: number, rank: number) => {
      const random = randomStream(3, "table");
      const [u, v] = [gaussian(random, rows, rank), gaussian(random, cols, rank)];
      const { data } = multiply(u, transpose(v));
      const lines = Array.from({ length: rows }, (_, i) =>
        Array.from(data.subarray(i * cols, (i + 1) * cols), (value) => value + 0.3 * random.normal()).join(),
      );
      const file = await readUserFile("x.csv", bytesOf(lines.join("\n")));
      const { rank: found, rHat } = MF_CODEC.repair(firstSettings(file)).config;
      return [found, rHat];
    };
    expect(await sized(60, 40, 3)).toEqual([3, 6]);
    expect(await sized(3, 100, 1)).toEqual([1, 1]);
    expect(await sized(120, 90, 5)).toEqual([5, 10]);
    expect(await sized(30, 40, 8)).toEqual([3, 6]);
  });

  it("trains whole and stops at the best validation step, with a tenth of its cells as a test", async () => {
    const line = Array.from({ length: 80 }, (_, j) => j).join(",");
    const text = Array.from({ length: 300 }, (_, i) => (i % 2 ? line : line.replaceAll("1", "7"))).join("\n");
    const file = await readUserFile("x.csv", bytesOf(text));
    expect(MF_CODEC.repair(firstSettings(file)).config).toMatchObject({
      rows: 300,
      cols: 80,
      crop: [],
      entries: "all",
      observed: 0.9,
      validation: 0.1,
      stop: "validation",
      centre: "biases",
      networks: ["yaras"],
    });
    const long = await readUserFile("x.csv", bytesOf(`${text}\n${text}`));
    expect(MF_CODEC.repair(firstSettings(long)).config).toMatchObject({ rows: 600, entries: "known" });
  });
});

describe("a table with holes", () => {
  it("observes no hole, and p is a fraction of the known cells", async () => {
    const { problem, file } = await build({ observed: 0.5 });
    const known = Array.from(file.matrix.known ?? []);
    const count = known.reduce((sum, one) => sum + one, 0);
    expect(count).toBeLessThan(96);
    const mask = Array.from(problem.mask ?? []);
    expect(mask.every((seen, i) => seen <= (known[i] ?? 0))).toBe(true);
    expect(mask.reduce((sum, one) => sum + one, 0)).toBe(Math.floor(count / 2));
    // The held-out entries are known but not observed.
    expect(Array.from(recoveryWeights(problem) ?? [])).toEqual(mask.map((seen, i) => (known[i] ?? 0) - seen));
    expect(problem.recoveryOver).toBe("heldout");
    expect(errorNorms(problem).recoveryCount).toBe(count - Math.floor(count / 2));
  });

  it.each(["uniform", "rows", "block"] as const)("keeps to what is known with the mask %s", async (mask) => {
    const { problem, file } = await build({ mask, observed: 0.6 });
    expect(problem.mask?.every((seen, i) => seen <= (file.matrix.known?.[i] ?? 0))).toBe(true);
    expect(problem.mask).toContain(1);
  });

  it("holds nothing out with p = 1: recovery counts the known cells, which are all observed", async () => {
    const { summary, last } = await train({ observed: 1 });
    expect(summary.recoveryOver).toBe("all");
    expect(summary.missingCount).toBe(96 - summary.observedCount);
    expect(last?.progress.headline).toBeCloseTo((last && errorsOf(last).train.at(-1)) ?? NaN, 6);
  });

  it("does not let missing cells into any error: other values there change nothing", async () => {
    const file = await read();
    const run = async (hole: number) => {
      const values = file.matrix.values.map((value, i) => (file.matrix.known?.[i] === 0 ? hole : value));
      const other: UserFile = { ...file, matrix: { ...file.matrix, values } };
      const { problems } = await buildTraining({
        config: experimentOf(file),
        load: readBundled,
        seeds: [0],
        file: other,
      });
      const [problem] = problems;
      return problem && { ...problem, norms: errorNorms(problem) };
    };
    expect(await run(1e6)).toEqual(await run(0));
  });

  it("starts at recovery error about 1, the mean fill, and learns a rank-1 matrix", async () => {
    const { events, summary, last } = await train({
      steps: 3000,
      epsilon: 0.02,
      rate: 0.5,
      rHat: 2,
      rank: 1,
    });
    const first = events.find((event) => event.kind === "steps")?.networks[0];
    expect(first && errorsOf(first).recovery[0]).toBeCloseTo(1, 1);
    expect(summary.bestRank).toBeUndefined();
    expect(last?.progress.best).toBeLessThan(0.2);
  });

  it("is for completion only", async () => {
    await expect(build({ task: "mf" })).rejects.toThrow(/missing cells, and only completion/);
  });

  it("is named by its checksum in a link, and asked for", async () => {
    const file = await read();
    const experiment = experimentOf(file);
    const link = MF_CODEC.encode(experiment);
    expect(link).toContain(`data=file&file=${file.checksum}`);
    expect(MF_CODEC.decode(link)).toEqual({ config: experiment, repairs: [] });
    await expect(buildTraining({ config: experiment, load: readBundled })).rejects.toThrow(
      `needs the file with checksum ${file.checksum}`,
    );
    await expect(
      buildTraining({ config: { ...experiment, file: "0".repeat(16) }, load: readBundled, seeds: [0], file }),
    ).rejects.toThrow("mine.csv has");
    expect(MF_CODEC.decode("v=2&data=file&file=<script>").repairs).toHaveLength(1);
  });
});

describe("preparation", () => {
  it("takes a part, and averages what is known", async () => {
    const text = "1,2,3,4\n5,,7,8\n9,10,11,12\n13,14,15,16\n";
    const file = await readUserFile("x.csv", bytesOf(text));
    const target = async (changes: Partial<Experiment>) => {
      const experiment = MF_CODEC.repair({
        ...firstSettings(file),
        observed: 1,
        centre: "none",
        ...changes,
      }).config;
      const { problems } = await buildTraining({ config: experiment, load: readBundled, seeds: [0], file });
      const [problem] = problems;
      return Array.from(problem?.target.data ?? [], (value) =>
        Number((value * (problem?.unit.scale ?? 0)).toFixed(9)),
      );
    };
    expect(await target({ crop: [1, 2, 2, 2], rows: 2, cols: 2 })).toEqual([7, 8, 11, 12]);
    expect(await target({ rows: 2, cols: 2 })).toEqual(
      [8 / 3, 5.5, 11.5, 13.5].map((v) => Number(v.toFixed(9))),
    );
    await expect(target({ crop: [3, 3, 2, 2], rows: 2, cols: 2 })).rejects.toThrow(
      "does not fit into the file’s 4 × 4",
    );
    await expect(target({ rows: 8, cols: 4 })).rejects.toThrow("does not fit into the file’s");
  });

  it("subtracts the rows' and columns' differences from the mean, as the observed entries show them", async () => {
    const { problem } = await build({ centre: "biases", observed: 1 });
    const { known, target, baseline, unit, mask } = problem;
    expect(unit.offset).toBe(0);
    const file = await read();
    file.matrix.values.forEach((value, i) => {
      const back = (baseline?.[i] ?? NaN) + unit.scale * (target.data[i] ?? NaN);
      expect(known?.[i] === 0 ? 0 : back - value).toBeCloseTo(0, 9);
    });
    const { problem: plain } = await build({ observed: 1 });
    const spread = (p: typeof problem) =>
      p.target.data.reduce((sum, value, i) => sum + (mask?.[i] ?? 0) * (p.unit.scale * value) ** 2, 0);
    expect(spread(problem)).toBeLessThan(spread(plain) / 2);
  });
});
