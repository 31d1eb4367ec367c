/** Runs of the library on the CPU: reading, leaving, checkpoints, probes, refusals. */
import { afterEach, expect, it } from "vitest";
import type { RunMetrics, TrainingEngine, TrainingRun } from "../../../src/library/api.ts";
import { engineOn } from "../../../src/library/engine.ts";

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

let engine: TrainingEngine;
const open = (): TrainingEngine =>
  (engine = engineOn(
    { gpu: undefined, load: () => Promise.reject(new Error("no files here")), isUnseen: true },
    { backend: "cpu" },
  ));
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

it("goes on from a checkpoint on the same path, which looks do not change", async () => {
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
});

it("stops by the experiment's rule", async () => {
  const curves = await curvesOf(open().run({ ...LONG, stop: "trainAny", stopError: 0.5 }));
  const [last = NaN] = Object.values(curves)
    .map((curve) => curve.at(-1) ?? NaN)
    .toSorted((a, b) => a - b);
  expect(last).toBeLessThan(0.5);
  expect(curves["original"]?.length).toBeLessThan(10_001);
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
  expect(() => engine.run({ id: "none" } as object)).toThrow(/mf, mlp, finetune, federated/);
  const { experiment } = await engine.run("https://host/#v=2&data=random&d=12&r=1").facts();
  expect(experiment).toMatchObject({ rows: 12, rank: 1 });
  expect(() => engine.run({ id: "federated", clients: 51 })).toThrow(/whole number/);
});

it("throws the error that stops a run to its reader", async () => {
  const run = open().run({ data: "alpine" });
  await expect(curvesOf(run)).rejects.toMatchObject({ code: "bad-input" });
  await expect(run.probes()).rejects.toThrow("no files here");
});
