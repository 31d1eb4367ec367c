/** A worker that crashes, hangs or sleeps: when it is replaced, and from where the run continues. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import type { EngineEvent, EngineStatus } from "../../../src/engine/engine.ts";
import type { RunSummary } from "../../../src/training/run-summary.ts";
import { NO_PROGRESS } from "../../../src/training/progress.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import type { RunCheckpoint } from "../../../src/training/checkpoint.ts";
import type { WorkerListeners } from "../../../src/worker/protocol.ts";
import { PATIENCE_MS, patienceFor, supervise } from "../../../src/worker/supervisor.ts";
import { fakeEngine } from "../../hosts/fake-engine.ts";

const { config } = MF_CODEC.repair({ data: "random", rows: 12 });

/** A worker that does nothing by itself. The test says what it sends and whether it answers. */
function fakeWorker(listeners: WorkerListeners) {
  const calls: string[] = [];
  const call = (name: string) => (): Promise<void> => {
    calls.push(name);
    return Promise.resolve();
  };
  const engine = fakeEngine(calls, {
    load: (_config, backend, from) =>
      call(`load ${backend} ${(from as RunCheckpoint | undefined)?.step ?? 0}`)(),
    provide: (file) => call(`provide ${(file as { name: string }).name}`)(),
    setSpeed: (speed) => call(`speed ${speed}`)(),
    setRates: (next) => call(`setRates ${(next as Experiment).rate}`)(),
    showView: (name, isWanted) => call(`showView ${name} ${isWanted}`)(),
    read: () => worker.reading,
  });
  const reading: Promise<unknown> = Promise.resolve();
  const worker = { engine, calls, listeners, answers: true, terminated: false, reading };
  const ping = (): void => void (worker.answers && listeners.onAnswer());
  const terminate = (): void => void (worker.terminated = true);
  return Object.assign(worker, { ping, terminate });
}

const checkpointOf = (step: number): RunCheckpoint => ({
  step,
  steps: [step],
  tensors: {},
  progress: [[NO_PROGRESS]],
});

async function setUp() {
  const workers: ReturnType<typeof fakeWorker>[] = [];
  const events: EngineEvent[] = [];
  const supervisor = supervise((listeners) => {
    const worker = fakeWorker(listeners);
    workers.push(worker);
    return worker;
  });
  supervisor.subscribe((event) => events.push(event));
  const now = () => {
    const last = workers.at(-1);
    if (!last) throw new Error("no worker was opened");
    return last;
  };
  const tell = (status: EngineStatus, step: number): void =>
    now().listeners.onEvent({ kind: "status", status, step });
  const keep = (step: number): void =>
    now().listeners.onEvent({ kind: "checkpoint", checkpoint: checkpointOf(step), steps: [step] });
  const announce = (): void =>
    now().listeners.onEvent({ kind: "loaded", summary: { longestDispatch: 0 } as RunSummary });
  await supervisor.setSpeed(50);
  await supervisor.load(config, "cpu");
  announce();
  tell("running", 0);
  return { supervisor, workers, events, now, tell, keep, announce };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("a worker that answers is left alone", async () => {
  const { workers } = await setUp();
  vi.advanceTimersByTime(3_600_000);
  expect(workers).toHaveLength(1);
});

it("a worker that hangs is replaced after ten unanswered heartbeats, from the last checkpoint, at the same speed", async () => {
  const { supervisor, workers, events, now, keep } = await setUp();
  await supervisor.provide({ name: "own.csv", bytes: new Uint8Array() });
  await supervisor.showView("factors", true);
  keep(120);
  keep(240);
  now().answers = false;
  vi.advanceTimersByTime(10_000);
  expect(workers).toHaveLength(1);
  vi.advanceTimersByTime(1000);
  expect(workers).toHaveLength(2);
  expect(workers[0]?.terminated).toBe(true);
  expect(now().calls).toEqual(["provide own.csv", "speed 50", "showView factors true", "load cpu 240"]);
  expect(events.at(-1)).toMatchObject({
    kind: "notice",
    code: "engine-lost",
  });
  expect((events.at(-1) as Extract<EngineEvent, { kind: "notice" }>).message).toBe(
    "The engine stopped (no answer for 10 seconds). It was restarted, and the run continues from step 240.",
  );
});

it("a worker that multiplies large matrices may take long to answer, but not forever", async () => {
  const { workers, now, tell } = await setUp();
  const large = { longestDispatch: 2 * 2048 ** 3 } as RunSummary;
  now().listeners.onEvent({ kind: "loaded", summary: large });
  tell("running", 0);
  now().answers = false;
  const seconds = patienceFor(large);
  expect(seconds).toBeGreaterThan(120);
  vi.advanceTimersByTime(1000 * seconds);
  expect(workers).toHaveLength(1);
  vi.advanceTimersByTime(1000);
  expect(workers).toHaveLength(2);
});

it("a worker may take long over a read, such as of the baselines", async () => {
  const { supervisor, workers, now } = await setUp();
  let end = (): void => undefined;
  now().reading = new Promise<void>((resolve) => (end = resolve));
  const read = supervisor.read("baselines");
  now().answers = false;
  vi.advanceTimersByTime(60_000);
  expect(workers).toHaveLength(1);
  end();
  await read;
  vi.advanceTimersByTime(11_000);
  expect(workers).toHaveLength(2);
});

it("a worker that crashes is replaced at once, and its later messages are ignored", async () => {
  const { workers, events, now, keep } = await setUp();
  keep(7);
  now().listeners.onCrash("out of memory");
  expect(now().calls.at(-1)).toBe("load cpu 7");
  const heard = events.length;
  workers[0]?.listeners.onEvent({ kind: "status", status: "running", step: 9 });
  workers[0]?.listeners.onCrash("again");
  expect(events).toHaveLength(heard);
  expect(workers).toHaveLength(2);
});

it("a listener hears nothing more once it has left", async () => {
  const { supervisor, tell } = await setUp();
  const heard: EngineEvent[] = [];
  const leave = supervisor.subscribe((event) => heard.push(event));
  tell("paused", 1);
  leave();
  tell("running", 1);
  expect(heard).toMatchObject([{ kind: "status", status: "paused" }]);
});

it("asks the worker for a checkpoint whose event has not arrived yet", async () => {
  const { supervisor, now, keep } = await setUp();
  keep(90);
  now().engine.checkpointAt = (step) => Promise.resolve(checkpointOf(step));
  expect((await supervisor.checkpointAt(92))?.step).toBe(92);
  // Without an answer, the one that was announced is the best.
  now().engine.checkpointAt = () => Promise.resolve(undefined);
  expect((await supervisor.checkpointAt(92))?.step).toBe(90);
  expect(await supervisor.checkpointAt(89)).toBeUndefined();
});

it("a load that is cancelled leaves the last checkpoint of the run before it, and a load that succeeds does not", async () => {
  const { supervisor, now, tell, keep, announce } = await setUp();
  const last = async () => (await supervisor.checkpointAt(Infinity))?.step;
  keep(40);
  now().engine.load = () => new Promise(() => undefined);
  const loading = supervisor.load(config, "cpu");
  // The run before ends with a checkpoint. A crash does not load the next run from it.
  keep(41);
  tell("loading", 0);
  now().listeners.onCrash("why");
  await vi.advanceTimersByTimeAsync(0);
  expect(now().calls.at(-1)).toBe("load cpu 0");
  supervisor.abandonLoad();
  await loading;
  expect(await last()).toBe(41);
  await supervisor.load(config, "cpu");
  expect(await last()).toBe(41);
  tell("loading", 0);
  announce();
  expect(await last()).toBeUndefined();
});

it("after a reset there is nothing to go back to but the start", async () => {
  const { now, tell, keep } = await setUp();
  keep(7);
  tell("ready", 0);
  now().listeners.onCrash("for an unknown reason");
  expect(now().calls.at(-1)).toBe("load cpu 0");
});

it("a load whose worker crashes is not waited for, and a decomposition that takes a minute is no hang", async () => {
  const { supervisor, workers, now, tell } = await setUp();
  now().engine.load = () => new Promise(() => undefined);
  const loading = supervisor.load(config, "cpu");
  tell("loading", 0);
  now().answers = false;
  vi.advanceTimersByTime(60_000);
  expect(workers).toHaveLength(1);
  now().listeners.onCrash("for an unknown reason");
  await loading;
  expect(workers).toHaveLength(2);
});

it("a clock that jumps by a night is no hang", async () => {
  const { workers, now } = await setUp();
  now().answers = false;
  vi.advanceTimersByTime(1000);
  vi.setSystemTime(Date.now() + 8 * 3_600_000);
  vi.advanceTimersByTime(1000);
  now().listeners.onAnswer();
  now().answers = true;
  vi.advanceTimersByTime(60_000);
  expect(workers).toHaveLength(1);
});

it("a worker that keeps crashing ends in a failure from which one can continue, not in an endless loop", async () => {
  const { supervisor, workers, events, now, keep } = await setUp();
  keep(7);
  const alerts = () => events.filter(({ kind }) => kind === "error");
  // The current worker crashes this many times. The supervisor ignores the messages of lost workers.
  const crash = (times: number): void => {
    for (let i = 0; i < times; i++) now().listeners.onCrash("why");
    vi.advanceTimersByTime(60_000);
  };
  crash(10);
  expect(workers).toHaveLength(2);
  expect(workers.every(({ terminated }) => terminated)).toBe(true);
  expect(events.slice(-2)).toMatchObject([
    {
      kind: "error",
      code: "engine-lost",
      message: expect.stringContaining("stopped again") as string,
    },
    { kind: "status", status: "failed", step: 7 },
  ]);
  expect(alerts()).toHaveLength(1);
  // Calls after the failure start no worker; the checkpoint is still there.
  expect((await supervisor.checkpointAt(Infinity))?.step).toBe(7);
  await Promise.all([supervisor.play(), supervisor.pause(), supervisor.setSpeed(20)]);
  expect(await supervisor.read("given")).toBeUndefined();
  expect(workers).toHaveLength(2);
  await supervisor.load(config, "cpu", checkpointOf(7));
  expect(workers).toHaveLength(3);
  expect(now().calls).toEqual(["speed 20", "load cpu 7"]);
  // An engine that the user chose is tried as often as the first one.
  crash(10);
  expect(workers).toHaveLength(4);
  expect(alerts()).toHaveLength(2);
});

it("a worker that crashes each time before a new checkpoint is given up", async () => {
  const { workers, events, now, keep } = await setUp();
  keep(7);
  for (let i = 0; i < 10; i++) {
    keep(7);
    now().listeners.onCrash("why");
  }
  expect(workers).toHaveLength(2);
  expect(events.at(-1)).toMatchObject({ kind: "status", status: "failed", step: 7 });
});

it("a worker that makes a checkpoint between crashes is replaced each time", async () => {
  const { workers, now, keep } = await setUp();
  for (let i = 1; i <= 10; i++) {
    keep(i);
    now().listeners.onCrash("why");
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(workers).toHaveLength(11);
  expect(now().calls.at(-1)).toBe("load cpu 10");
});

it("a worker that is ended while it loads makes room for the next load", async () => {
  const { supervisor, workers, now } = await setUp();
  now().engine.load = () => new Promise(() => undefined);
  const loading = supervisor.load(config, "cpu");
  supervisor.abandonLoad();
  await loading;
  expect(workers.map(({ terminated }) => terminated)).toEqual([true]);
  await supervisor.load(config, "webgpu");
  expect(workers).toHaveLength(2);
  expect(now().calls).toEqual(["speed 50", "load webgpu 0"]);
});

it("a load that keeps a newer one waiting is given up, once, and only the newest is carried out", async () => {
  const { supervisor, workers, now } = await setUp();
  now().engine.load = () => new Promise(() => undefined);
  const settled: string[] = [];
  const load = (backend: "cpu" | "webgpu" | "auto", from?: Promise<RunCheckpoint>) =>
    void supervisor.load(config, backend, from).then(() => settled.push(backend));
  load("cpu");
  await vi.advanceTimersByTimeAsync(10 * PATIENCE_MS);
  expect(workers).toHaveLength(1);
  load("webgpu");
  load("auto", Promise.resolve(checkpointOf(7)));
  await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
  expect(workers).toHaveLength(1);
  expect(settled).toEqual(["webgpu"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(workers).toHaveLength(2);
  expect(now().calls).toEqual(["speed 50", "load auto 7"]);
  await vi.advanceTimersByTimeAsync(10 * PATIENCE_MS);
  expect(workers).toHaveLength(2);
  expect(settled).toEqual(["webgpu", "cpu", "auto"]);
});

it("a load that ends in time is left alone, and the next one follows it on the same worker", async () => {
  const { supervisor, workers, now } = await setUp();
  void supervisor.load(config, "cpu");
  await supervisor.load(config, "webgpu");
  await vi.advanceTimersByTimeAsync(10 * PATIENCE_MS);
  expect(workers).toHaveLength(1);
  expect(now().calls.slice(-2)).toEqual(["load cpu 0", "load webgpu 0"]);
});

it("a load that waits takes the place of one whose worker crashes", async () => {
  const { supervisor, workers, now } = await setUp();
  now().engine.load = () => new Promise(() => undefined);
  void supervisor.load(config, "cpu");
  const waiting = supervisor.load(config, "webgpu");
  now().listeners.onCrash("why");
  await waiting;
  expect(workers).toHaveLength(2);
  expect(now().calls).toEqual(["speed 50", "load webgpu 0"]);
});
