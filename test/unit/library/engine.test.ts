/** Runs of the library on the CPU: reading, leaving, stopping, checkpoints, probes, reports, own data, refusals. */
import { afterEach, expect, it } from "vitest";
import type { EngineError } from "../../../src/core/errors.ts";
import type {
  EngineOptions,
  RunCheckpoint,
  RunMetrics,
  TrainingEngine,
  TrainingRun,
} from "../../../src/library/api.ts";
import { runsOn } from "../../../src/library/engine.ts";
import type { Parts } from "../../../src/core/parts.ts";
import { inSlices, macrotask } from "../../../src/core/macrotask.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { mf } from "../../../src/workloads/mf/mf.ts";
import { mlpWorkload } from "../../../src/workloads/digits/workload.ts";

const SMALL = {
  task: "mc",
  data: "random",
  rows: 16,
  rank: 1,
  networks: ["original", "thin"],
  steps: 400,
} as const;

/** Longer than several rounds, which have at most 1,024 steps. */
const LONG = { ...SMALL, steps: 10_000 } as const;

/** Only the build knows the file of the digits. Tables need none. */
const mlp = mlpWorkload({ name: "digits.bin", byteLength: 0, sha256: "" });
const workloads = new Map([mf, mlp].map((workload) => [workload.id, () => Promise.resolve(workload)]));

const noFiles = (): Promise<never> => Promise.reject(new Error("no files here"));

let engine: TrainingEngine;
function open({ load = noFiles, backend = "cpu" }: EngineOptions = {}): TrainingEngine {
  const local = new LocalEngine({ gpu: undefined, load, isUnseen: true, workloads });
  return (engine = runsOn(local, { backend }));
}
afterEach(() => engine.dispose());

type Curves = Record<string, number[]>;

function add(curves: Curves, { model, step, columns }: RunMetrics): void {
  columns["train"]?.forEach((value, i) => ((curves[model] ??= [])[step + i] = value));
}

async function curvesOf(run: TrainingRun): Promise<Curves> {
  const curves: Curves = {};
  for await (const metrics of run) add(curves, metrics);
  return curves;
}

it("yields every step of every model", async () => {
  const curves = await curvesOf(open().run(SMALL));
  expect(Object.keys(curves)).toEqual(["original", "thin"]);
  for (const curve of Object.values(curves)) {
    expect(curve).toHaveLength(401);
    expect(curve.every(Number.isFinite)).toBe(true);
  }
});

it("goes on from a checkpoint on the same path, which probes do not change", async () => {
  open();
  const whole = await curvesOf(engine.run(LONG));
  const run = engine.run(LONG);
  const parts: Curves = {};
  for await (const metrics of run) {
    add(parts, metrics);
    await run.probes();
    if (metrics.step > 50) break;
  }
  const from = await run.checkpoint();
  expect(from.step).toBeGreaterThan(50);
  expect(from.step).toBeLessThan(10_000);
  const rest = await curvesOf(engine.run(LONG, { from }));
  for (const [model, curve] of Object.entries(whole)) {
    expect(rest[model]?.slice(from.step)).toEqual(curve.slice(from.step));
    const seen = parts[model] ?? [];
    expect(seen).toEqual(curve.slice(0, seen.length));
  }
});

it("probes the start, the middle and the end", async () => {
  const run = open().run(SMALL);
  const atStart = await run.probes();
  expect(atStart.step).toBe(0);
  let middle = 0;
  for await (const { step } of run) if (step > 0 && middle === 0) middle = (await run.probes()).step;
  expect(middle).toBeGreaterThan(0);
  const atEnd = await run.probes();
  expect(atEnd.step).toBe(400);
  expect(atEnd.models.map(({ model }) => model)).toEqual(["original", "thin"]);
  for (const { spectra, pictures } of atEnd.models) {
    expect(spectra?.layers).toHaveLength(3);
    expect(pictures?.values).toHaveLength(16 * 16);
  }
  expect(atEnd.models[0]?.spectra?.endToEnd[0]).toBeGreaterThan(
    atStart.models[0]?.spectra?.endToEnd[0] ?? Infinity,
  );
  const [original, thin] = atEnd.models.map(({ own }) => own);
  expect(original?.layers).toHaveLength(3);
  expect(original?.inBlocks).toBeGreaterThan(0.5);
  expect(thin?.blocks.map(({ values }) => values.length)).toEqual(
    original?.blocks.map(({ values }) => values.length),
  );
});

it("passes on checkpoints without a pause, each after the steps before it, and stops when told to", async () => {
  open();
  const whole = await curvesOf(engine.run(LONG));
  const kept: RunCheckpoint[] = [];
  const seen: Curves = {};
  const run = engine.run(LONG, {
    onCheckpoint: (checkpoint) => {
      kept.push(checkpoint);
      for (const model of LONG.networks) {
        const before = seen[model]?.slice(0, checkpoint.step) ?? [];
        expect(before).toHaveLength(checkpoint.step);
        expect(before).toEqual(whole[model]?.slice(0, checkpoint.step));
      }
    },
  });
  for await (const metrics of run) {
    add(seen, metrics);
    if (metrics.step > 50) void run.stop();
  }
  const from = kept.at(-1);
  const step = from?.step ?? NaN;
  expect(step).toBeGreaterThan(50);
  expect(step).toBeLessThan(10_000);
  expect(await run.report()).toMatchObject({ stopReason: "interrupted", steps: step });
  const rest = await curvesOf(engine.run(LONG, from ? { from } : {}));
  for (const [model, curve] of Object.entries(whole))
    expect(rest[model]?.slice(step)).toEqual(curve.slice(step));
});

it("reports why a run stopped, its last metrics and its time per step", async () => {
  const run = open().run(SMALL);
  const curves = await curvesOf(run);
  const report = await run.report();
  expect(report).toMatchObject({ schema: 3, preset: null, steps: 400, stopReason: "steps", backend: "cpu" });
  const [original, thin] = report.models;
  expect(original?.metrics["train"]).toBe(curves["original"]?.at(-1));
  expect(thin?.metrics["train"]).toBe(curves["thin"]?.at(-1));
  expect(original?.msPerStep).toBeGreaterThan(0);
  expect(original?.spectrum).toEqual((await run.probes()).models[0]?.spectra?.endToEnd);
});

const VALUES = Array.from({ length: 8 * 6 }, (_, i) => (i % 11 === 3 ? NaN : Math.sin(i) + (i % 6)));
const CSV = Array.from({ length: 8 }, (_, i) =>
  VALUES.slice(6 * i, 6 * i + 6).map((value) => (Number.isNaN(value) ? "" : value)),
).join("\n");
const OWN = {
  task: "mc",
  data: "file",
  rows: 8,
  cols: 6,
  rank: 1,
  networks: ["original"],
  steps: 50,
} as const;

it("trains on a matrix in memory as on the same table in a file", async () => {
  open();
  const run = engine.run(OWN, { data: { rows: 8, cols: 6, values: VALUES } });
  const curves = await curvesOf(run);
  expect((await run.facts()).mf).toMatchObject({
    rows: 8,
    cols: 6,
    missingCount: VALUES.filter(Number.isNaN).length,
  });
  expect(await curvesOf(engine.run(OWN, { data: new TextEncoder().encode(CSV) }))).toEqual(curves);
  expect(curves["original"]?.at(-1)).toBeLessThan(curves["original"]?.[0] ?? 0);
});

it.each([
  ["values of another number", OWN, { rows: 8, cols: 5, values: VALUES }, /40 values, but the list has 48/],
  [
    "a value that is not finite",
    OWN,
    { rows: 8, cols: 6, values: [...VALUES.slice(1), Infinity] },
    /Row 8, column 6/,
  ],
  ["one value everywhere", OWN, { rows: 8, cols: 6, values: VALUES.map(() => 1) }, /nothing to learn/],
  [
    "a file with another checksum",
    { ...OWN, file: "0".repeat(16) },
    new TextEncoder().encode(CSV),
    /checksum 0{16}/,
  ],
  ["data that the experiment does not use", SMALL, { rows: 8, cols: 6, values: VALUES }, /does not use data/],
  [
    "a matrix for digits",
    { id: "mlp", data: "file" },
    { rows: 8, cols: 6, values: VALUES },
    /Only matrix factorization/,
  ],
] as const)("refuses %s", async (_name, experiment, data, message) => {
  await expect(curvesOf(open().run(experiment, { data }))).rejects.toThrow(message);
});

it("forgets the data of an earlier run", async () => {
  open();
  await curvesOf(engine.run(OWN, { data: { rows: 8, cols: 6, values: VALUES } }));
  await expect(curvesOf(engine.run(OWN))).rejects.toMatchObject({ code: "no-file" });
});

it("trains digits on a table of labels, and probes them when asked", async () => {
  const rows = Array.from({ length: 30 }, (_, i) => [Math.sin(i), Math.cos(3 * i), i % 3 === 0 ? "a" : "b"]);
  const data = new TextEncoder().encode(rows.join("\n"));
  const run = open().run({ id: "mlp", data: "file", arms: ["cdln"], samples: 20, steps: 5 }, { data });
  const [atStart] = (await run.probes()).models;
  for await (const { progress } of run) expect(progress.step).toBeLessThanOrEqual(5);
  const { step, models } = await run.probes();
  expect(step).toBe(5);
  expect(models[0]?.predictions).toHaveLength(6);
  expect(models[0]?.block?.spectrum[0]).not.toBe(atStart?.block?.spectrum[0]);
  expect((await run.facts()).mlp?.classNames).toEqual(["a", "b"]);
  expect(await run.report()).toMatchObject({ schema: 3, workload: "mlp", steps: 5, stopReason: "steps" });
});

it("stops by the experiment's rule", async () => {
  const run = open().run({ ...LONG, stop: "trainAny", stopError: 0.5 });
  const curves = await curvesOf(run);
  const [last = NaN] = Object.values(curves)
    .map((curve) => curve.at(-1) ?? NaN)
    .toSorted((a, b) => a - b);
  expect(last).toBeLessThan(0.5);
  expect(curves["original"]?.length).toBeLessThan(10_001);
  expect(await run.report()).toMatchObject({ stopReason: "rule", stopRule: { rule: "trainAny" } });
});

it("ends a run when a later one begins, and tells the reader of the first one", async () => {
  open();
  const first = engine.run(LONG);
  const steps: number[] = [];
  let second: TrainingRun | undefined;
  for await (const { step } of first) {
    steps.push(step);
    second ??= engine.run({ ...SMALL, rows: 12 });
  }
  expect(Math.max(...steps)).toBeLessThan(10_000);
  await expect(first.checkpoint()).rejects.toMatchObject({ code: "cancelled" });
  expect((await (second as TrainingRun).facts()).models[0]?.layerShapes[0]).toEqual([12, 12]);
  expect((await curvesOf(second as TrainingRun))["original"]).toHaveLength(401);
});

it("refuses invalid experiments, and reads links", async () => {
  open();
  expect(() => engine.run({ rows: 1 })).toThrow(/whole number/);
  for (const input of [5, [], null, true])
    expect(() => engine.run(input as never)).toThrow("a link or an object of settings");
  expect(() => engine.run({ id: "none" } as object)).toThrow(/mf, mlp, finetune, federated/);
  const { experiment } = await engine.run("https://host/#v=2&data=random&d=12&r=1").facts();
  expect(experiment).toMatchObject({ rows: 12, rank: 1 });
  const { experiment: keyed } = await engine.run({ data: "random", d: 12, r: 1 } as object).facts();
  expect(keyed).toMatchObject({ rows: 12, rank: 1 });
  expect(() => engine.run({ data: "random", rank: 2, r: 1 } as object)).toThrow(
    "r and rank are the same setting",
  );
  expect(() => engine.run({ id: "federated", clients: 51 })).toThrow(/whole number/);
});

it("throws the error that stops a run to its reader", async () => {
  const run = open().run({ data: "alpine" });
  await expect(curvesOf(run)).rejects.toMatchObject({ code: "bad-input" });
  await expect(run.probes()).rejects.toThrow("no files here");
});

it("ends while a file is still being read, and so does a run that a later one replaces", async () => {
  open({ load: () => new Promise(() => undefined) });
  const [first, second] = [engine.run({ data: "alpine" }), engine.run({ data: "alpine" })];
  const both = [first, second].map((run) => expect(run.facts()).rejects.toMatchObject({ code: "cancelled" }));
  await both[0];
  await engine.dispose();
  await both[1];
});

it("refuses backends, options and settings that do not exist, and names them", () => {
  const refusalOf = (call: () => unknown): unknown => {
    try {
      return call();
    } catch (error) {
      const { code, message, field } = error as EngineError;
      return { code, message, field };
    }
  };
  expect(refusalOf(() => open({ backend: "cuda" as "cpu" }))).toEqual({
    code: "bad-input",
    message: "There is no backend “cuda”, only auto, webgpu, cpu.",
    field: "backend",
  });
  open();
  expect(refusalOf(() => engine.run(SMALL, { sginal: undefined } as object))).toMatchObject({
    message: expect.stringContaining("Did you mean “signal”?"),
    field: "sginal",
  });
  expect(refusalOf(() => engine.run({ rnak: 2 } as object))).toMatchObject({
    message: "“rnak” is not a setting of this playground. Did you mean “rank”?",
    field: "rnak",
  });
  expect(refusalOf(() => engine.run({ depth: 1 }))).toMatchObject({ field: "depth" });
});

it("ends a run by a signal, with the signal's reason, or as it is disposed of", async () => {
  const reason = new Error("enough");
  const controller = new AbortController();
  open();
  const run = engine.run(LONG, { signal: controller.signal });
  let read = 0;
  const reading = async (): Promise<void> => {
    for await (const { step } of run) if (step > 0 && read++ === 0) controller.abort(reason);
  };
  await expect(reading()).rejects.toBe(reason);
  await expect(engine.run(SMALL, { signal: controller.signal }).facts()).rejects.toBe(reason);
  expect((await curvesOf(engine.run(SMALL)))["thin"]).toHaveLength(401);
  const replaced = engine.run(LONG);
  await engine[Symbol.asyncDispose]();
  await expect(replaced.facts()).rejects.toMatchObject({ code: "cancelled" });
});

it("lets the event loop turn while a run is prepared, and a signal ends the preparation", async () => {
  let parts = 0;
  const endless = function* (): Parts<never> {
    for (;;) {
      parts++;
      yield;
    }
  };
  const build: typeof mf.build = ({ turn }) => inSlices(endless(), turn);
  const stuck = new Map([["mf", () => Promise.resolve({ ...mf, build })]]);
  engine = runsOn(new LocalEngine({ gpu: undefined, load: noFiles, workloads: stuck }), {});
  const controller = new AbortController();
  const run = engine.run(SMALL, { signal: controller.signal });
  setTimeout(() => controller.abort());
  await expect(run.facts()).rejects.toMatchObject({ name: "AbortError" });
  const done = parts;
  for (let turn = 0; turn < 3; turn++) await macrotask();
  expect(parts).toBe(done);
});

it("ends a run by a signal while its data are read", async () => {
  const controller = new AbortController();
  const prepared: string[] = [];
  const run = open().run(
    { data: "file" },
    {
      data: { rows: 40, cols: 30, values: Array.from({ length: 1200 }, (_, i) => i % 7) },
      signal: controller.signal,
      onPreparing: ({ what }) => {
        prepared.push(what);
        controller.abort();
      },
    },
  );
  await expect(run.facts()).rejects.toMatchObject({ name: "AbortError" });
  expect(prepared).toEqual(["reading your data"]);
});

it("trains models in the order in which the settings list them, and tells what it prepares", async () => {
  const prepared: string[] = [];
  const run = open().run({ ...SMALL, networks: ["thin", "original"] } as const, {
    onPreparing: ({ what }) => prepared.push(what),
  });
  expect(Object.keys(await curvesOf(run))).toEqual(["thin", "original"]);
  expect((await run.facts()).models.map(({ id }) => id)).toEqual(["thin", "original"]);
  expect(prepared).toContain("making the problem");
});

it("refuses what is no checkpoint", async () => {
  const whole = open().run(SMALL);
  await curvesOf(whole);
  const sound = await whole.checkpoint();
  const forged = [
    5,
    {},
    { ...sound, step: -1 },
    { ...sound, progress: [] },
    { ...sound, progress: sound.progress.map(() => [{ step: 3, loss: 1, evaluated: null }]) },
    { ...sound, tensors: { "original/W[1]": "text" } },
  ];
  const stringified = JSON.parse(JSON.stringify(sound));
  await expect(engine.run(SMALL, { from: stringified }).facts()).rejects.toThrow("went through JSON");
  for (const from of forged)
    await expect(engine.run(SMALL, { from: from as never }).facts()).rejects.toMatchObject({
      code: "foreign-state",
    });
});
