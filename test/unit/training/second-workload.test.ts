/**
 * A second workload goes through all code that must not depend on a workload: link, session, engine, worker protocol,
 * sweep, table, chart.
 */
import { describe, expect, test, vi } from "vitest";
import { connect, serve } from "../../../src/worker/protocol.ts";
import type { EngineEvent, NetworkSteps } from "../../../src/engine/engine.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { supervise } from "../../../src/worker/supervisor.ts";
import { fillConfig } from "../../../src/experiment/fields.ts";
import { workloadIdOf } from "../../../src/experiment/link-keys.ts";
import { cellsOf, parseAxis } from "../../../src/experiment/sweep.ts";
import { runSweep, type SweepEvent } from "../../../src/jobs/sweep/run.ts";
import { tableOf } from "../../../src/jobs/sweep/sweep.ts";
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";
import { batchOrder } from "../../../src/training/mini-batches.ts";
import { ModelSession } from "../../../src/training/session.ts";
import { createWasmExecutor } from "../../../src/wasm/wasm-executor.ts";
import { samplingOf, Series } from "../../../src/store/run/series.ts";
import { readBundled } from "../../hosts/bundled.ts";
import {
  REGRESSION_CODEC,
  REGRESSION_FIELDS,
  regression,
  type RegressionConfig,
} from "../../hosts/training/linear-regression.ts";

const config = (changes: Partial<RegressionConfig> = {}): RegressionConfig =>
  fillConfig(REGRESSION_FIELDS, changes);
const workloads = new Map([[regression.id, () => Promise.resolve(regression)]]);
const HOST = { gpu: undefined, load: readBundled, workloads };

async function planOf(changes: Partial<RegressionConfig> = {}) {
  const made = config(changes);
  const seeds = Array.from({ length: made.seeds }, (_, b) => made.seed + b);
  const built = await regression.build({
    config: made,
    seeds,
    load: readBundled,
    tell: () => undefined,
  });
  return regression.plan(built);
}

const lossOf = async (session: ModelSession, count: number): Promise<Float64Array> =>
  (await session.advance(0, count)).columns["loss"] ?? new Float64Array(0);

test("its settings are written into a link, and read from it", () => {
  const made = config({ size: 8, seeds: 2 });
  const link = REGRESSION_CODEC.encode(made);
  expect(link).toBe("v=2&id=regression&size=8&B=2");
  expect(workloadIdOf(link)).toBe("regression");
  expect(REGRESSION_CODEC.decode(`#${link}`)).toEqual({ config: made, repairs: [] });
  const { config: mended, repairs } = REGRESSION_CODEC.decode("#v=2&id=regression&size=1000&colour=red");
  expect(mended).toEqual(config({ size: 96 }));
  expect(repairs).toHaveLength(2);
});

test("it trains in a worker that the page supervises", async () => {
  const [events, channels]: [EngineEvent[], MessageChannel[]] = [[], []];
  const answered = vi.fn<() => void>();
  const engine = supervise((listeners) => {
    const channel = new MessageChannel();
    channels.push(channel);
    serve(new LocalEngine(HOST), channel.port1);
    const worker = connect(channel.port2, {
      ...listeners,
      onAnswer: () => {
        answered();
        listeners.onAnswer();
      },
    });
    worker.ping();
    return { ...worker, terminate: () => channel.port1.close() };
  });
  engine.subscribe((event) => events.push(event));
  await engine.load(config({ steps: 60 }), "cpu");
  expect(answered).toHaveBeenCalled();
  await engine.play();
  const finished = { kind: "status", status: "finished", step: 60 };
  await vi.waitFor(() => expect(events).toContainEqual(finished), { timeout: 180_000 });
  const kinds = new Set(events.map(({ kind }) => kind));
  for (const kind of ["loaded", "steps", "views", "checkpoint"] as const) expect(kinds).toContain(kind);
  const checkpoint = await engine.checkpointAt(Infinity);
  expect(checkpoint?.tensors["model/W"]?.length).toBe(32);
  await engine.dispose();
  expect(channels).toHaveLength(1);
});

test("a sweep trains it for each value and seed, and makes a table of its metrics", async () => {
  const cells = cellsOf(REGRESSION_CODEC, config({ steps: 40 }), [parseAxis("eta=0,0.05")], 2);
  expect(cells.map(({ link }) => link)[3]).toBe("v=2&id=regression&T=40&seed=1");
  const events: SweepEvent[] = [];
  const engine = new LocalEngine({ ...HOST, isUnseen: true });
  await runSweep(engine, { cells, backend: "cpu" }, (event) => events.push(event));
  await engine.dispose();
  const lines = events.flatMap((event) => (event.kind === "line" ? [event.line] : []));
  expect(lines.map(({ report }) => report)).toMatchObject(
    cells.map((cell) => ({ schema: 3, workload: "regression", config: cell.config, steps: 40 })),
  );
  const [header = "", ...rows] = tableOf(lines).trim().split("\n");
  expect(header).toBe("eta,seed,model,steps,loss,sum,heldOut,heldOutSum,best,best_step,ms_per_step");
  const lossOfRow = (row = ""): number => Number(row.split(",")[6]);
  expect(rows).toHaveLength(4);
  expect(lossOfRow(rows[2])).toBeLessThan(0.1 * lossOfRow(rows[0]));
});

test("the order of samples follows from the seed and the step alone, and no pass repeats a sample", () => {
  const order = batchOrder(7, 10, 3);
  const pass = [0, 1, 2].flatMap((t) => [...order(t)]);
  expect(new Set(pass).size).toBe(9);
  expect([...batchOrder(7, 10, 3)(5)]).toEqual([...order(5)]);
  expect([...order(3)]).not.toEqual([...order(0)]);
  expect([...batchOrder(8, 10, 3)(0)]).not.toEqual([...order(0)]);
});

describe("mini-batches in a session", () => {
  test("float64 and WebAssembly see the same order, in whatever rounds, also beyond what is indexed at once", async () => {
    const plan = await planOf({ rate: 0.01, seeds: 2 });
    const reference = new ModelSession(plan, createCpuExecutor(plan.program));
    const wasm = new ModelSession(plan, await createWasmExecutor(plan.program, "simd"));
    const wanted: number[] = [];
    for (const count of [1, 700, 599]) wanted.push(...(await lossOf(reference, count)));
    const found: number[] = [];
    for (const count of [400, 900]) found.push(...(await lossOf(wasm, count)));
    expect(found.length).toBe(2 * 1300);
    // Both runs start at 0, so the first loss depends only on the samples, which differ between runs.
    expect(wanted[0]).not.toBe(wanted[1]);
    for (const i of [0, 1, 40, 41, 200, 201])
      expect((found[i] as number) / (wanted[i] as number)).toBeCloseTo(1, 4);
    for (const session of [reference, wasm]) session.destroy();
  });

  test("goes on from a checkpoint to the bit, and back from its start", async () => {
    const plan = await planOf();
    const session = new ModelSession(plan, await createWasmExecutor(plan.program, "simd"));
    const first = await lossOf(session, 30);
    const checkpoint = await session.checkpoint();
    const second = await lossOf(session, 30);
    session.restore(checkpoint);
    expect(await lossOf(session, 30)).toEqual(second);
    session.reset();
    expect(await lossOf(session, 30)).toEqual(first);
    session.destroy();
  });

  test("learns: the error on samples that are held out falls", async () => {
    const plan = await planOf();
    const session = new ModelSession(plan, createCpuExecutor(plan.program));
    const [evaluation] = plan.models[0]?.evaluations ?? [];
    if (!evaluation) throw new Error("there is an evaluation");
    const [[before] = [NaN]] = await session.measure(evaluation);
    await session.advance(0, 400);
    const [[after] = [NaN]] = await session.measure(evaluation);
    expect(after).toBeLessThan((before as number) / 100);
    session.destroy();
  });
});

describe("the engine", () => {
  function start() {
    const events: EngineEvent[] = [];
    const engine = new LocalEngine(HOST);
    engine.subscribe((event) => events.push(event));
    const steps = (): NetworkSteps[] =>
      events.flatMap((event) => (event.kind === "steps" ? event.networks : []));
    return { engine, events, steps };
  }

  test("loads, trains, evaluates, probes and finishes", async () => {
    const { engine, events, steps } = start();
    await engine.load(config({ steps: 100, seeds: 2 }), "cpu");
    await engine.play();
    const loaded = events.find((event) => event.kind === "loaded");
    expect(loaded?.kind === "loaded" && loaded.summary).toMatchObject({
      networks: [{ id: "model", label: "Linear model", parameters: 32, eta: 0.05 }],
      samples: 96,
    });
    expect(events.findLast(({ kind }) => kind === "status")).toMatchObject({ status: "finished", step: 100 });
    const last = steps().at(-1);
    expect(last?.progress).toMatchObject({ step: 100, evaluated: { heldOut: { step: 100 } } });
    expect(last?.progress.best).toBe(last?.progress.evaluated["heldOut"]?.best);
    expect(last?.progress.headline).toBeLessThan(0.1 * (steps()[0]?.progress.headline ?? NaN));
    expect(last?.bySeed?.["loss"]?.length).toBe(2 * (last?.columns["loss"]?.length ?? NaN));
    const views = events.flatMap((event) => (event.kind === "views" ? event.networks : []));
    expect(views.at(-1)).toMatchObject({ id: "model", weights: expect.any(Array) as unknown });
    await engine.dispose();
  });

  test("its rate changes while it trains, and it goes back to its start", async () => {
    const { engine, events, steps } = start();
    await engine.load(config(), "cpu");
    await engine.step(10);
    await engine.setRates(config({ rate: 0 }));
    await engine.step(60);
    expect(events.some((event) => event.kind === "rates")).toBe(true);
    // The run learned for ten steps and nothing since.
    const evaluated = steps().flatMap(({ progress }) => progress.evaluated["heldOut"] ?? []);
    const [first] = evaluated;
    const later = new Set(evaluated.filter(({ step }) => step >= 20).map(({ value }) => value));
    expect(later.size).toBe(1);
    expect([...later][0]).toBeLessThan(first?.value ?? NaN);
    await engine.reset();
    expect(events.findLast(({ kind }) => kind === "status")).toMatchObject({ status: "ready", step: 0 });
    await engine.dispose();
  });

  test("its columns become samples of a chart", async () => {
    const { engine, steps } = start();
    await engine.load(config({ steps: 60 }), "cpu");
    await engine.play();
    const series = new Series();
    for (const { firstStep, columns } of steps())
      series.write(firstStep, columns["loss"] ?? new Float64Array(0));
    const { steps: drawn, sample } = samplingOf(series.lastStep, 20);
    const losses = sample(series);
    expect(drawn.at(-1)).toBe(60);
    expect(losses[0]).toBeGreaterThan(losses.at(-1) ?? NaN);
    await engine.dispose();
  });

  test("code that cannot be loaded is a failure in a sentence, and is asked for again by the next load", async () => {
    let isThere = false;
    const events: EngineEvent[] = [];
    const engine = new LocalEngine({
      gpu: undefined,
      load: readBundled,
      workloads: new Map([
        [
          regression.id,
          () => (isThere ? Promise.resolve(regression) : Promise.reject(new TypeError("Failed to fetch"))),
        ],
      ]),
    });
    engine.subscribe((event) => events.push(event));
    await engine.load(config(), "cpu");
    expect(events).toContainEqual({
      kind: "error",
      code: "bad-input",
      message: expect.stringMatching(/could not be loaded \(Failed to fetch\)\. Try again/) as string,
    });
    isThere = true;
    await engine.load(config({ steps: 3 }), "cpu");
    await engine.play();
    expect(events.findLast(({ kind }) => kind === "status")).toMatchObject({ status: "finished", step: 3 });
    await engine.dispose();
  });

  test("a kind that is not known is refused in a sentence", async () => {
    const { engine, events } = start();
    await engine.load({ ...config(), id: "nothing" }, "cpu");
    expect(events.find((event) => event.kind === "error")).toMatchObject({ code: "bad-input" });
    await engine.dispose();
  });
});

test("a run that ends between two tests is tested at its last step, too", async () => {
  const engine = new LocalEngine(HOST);
  const tested = new Set<number>();
  engine.subscribe((event) => {
    for (const { progress } of event.kind === "steps" ? event.networks : [])
      tested.add(progress.evaluated["heldOut"]?.step ?? -1);
  });
  await engine.load(config({ steps: 30 }), "cpu");
  await engine.play();
  await engine.step(20);
  expect([...tested]).toEqual([0, 20, 30, 40]);
  await engine.dispose();
});

test("a pause at the end of a run postpones its probes and loses none", async () => {
  const engine = new LocalEngine(HOST);
  let probedAt = -1;
  engine.subscribe((event) => {
    if (event.kind === "status" && event.status === "finished") void engine.pause();
    if (event.kind === "views") probedAt = event.step;
  });
  await engine.load(config({ steps: 20 }), "cpu");
  probedAt = -1;
  await engine.play();
  await vi.waitFor(() => expect(probedAt).toBe(20), { timeout: 180_000 });
  await engine.dispose();
});
