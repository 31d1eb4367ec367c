/** Checkpoints: what they contain, and that training continues from one without a trace. */
import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { openCpu } from "../../../src/wasm/open-cpu.ts";
import type { EngineEvent } from "../../../src/engine/engine.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { planTraining } from "../../../src/workloads/mf/plan/plan.ts";
import { Session } from "../../../src/workloads/mf/session.ts";
import { CheckpointLog, type RunCheckpoint } from "../../../src/training/checkpoint.ts";
import { buildTraining } from "../../../src/workloads/mf/training.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { cpuSession } from "../../hosts/training/float64.ts";
import { errorsOf } from "../../hosts/errors.ts";

const at = (step: number, floats = 256): RunCheckpoint => ({
  step,
  steps: [step],
  tensors: { x: new Float32Array(floats) },
  progress: [],
});

describe("CheckpointLog", () => {
  it("keeps all while there is room, then about evenly, the first and the last among them", () => {
    const log = new CheckpointLog(20 * 1024);
    for (let step = 1; step <= 20; step++) log.add(at(step));
    expect(log.steps).toHaveLength(20);
    for (let step = 21; step <= 400; step++) log.add(at(step));
    expect(log.byteLength).toBeLessThanOrEqual(20 * 1024);
    expect(log.steps).toHaveLength(20);
    expect([log.steps[0], log.steps.at(-1)]).toEqual([1, 400]);
    const gaps = log.steps.slice(1).map((step, i) => step - (log.steps[i] as number));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * (400 / 19) + 1);
  });

  it("keeps the last one however large, and finds the last one up to a step", () => {
    const log = new CheckpointLog(10);
    log.add(at(5));
    log.add(at(9));
    expect(log.steps).toEqual([9]);
    expect(log.upTo(8)).toBeUndefined();
    expect(log.upTo(100)?.step).toBe(9);
  });

  it("forgets later checkpoints after a return to an earlier step", () => {
    const log = new CheckpointLog();
    for (const step of [10, 20, 30]) log.add(at(step));
    log.add(at(20));
    expect(log.steps).toEqual([10, 20]);
    log.cut(15);
    expect(log.last?.step).toBe(10);
  });
});

const base = { data: "random", rows: 10, rank: 2, steps: 200, task: "mc", observed: 0.7 } as const;
const SETTINGS = {
  "gradient descent": {},
  momentum: { optimizer: "momentum" },
  adam: { optimizer: "adam", rate: 0.01 },
  rmsprop: { optimizer: "rmsprop", rate: 0.01 },
  galore: { networks: ["galore", "yaras"], galoreGap: 7 },
  "two seeds": { seeds: 2 },
} as const;

describe.each(Object.entries(SETTINGS))("a session with %s", (_, changes) => {
  it("goes on from a checkpoint, on the same engine to the bit and on the other within float32", async () => {
    const { config } = MF_CODEC.repair({ ...base, ...changes });
    const training = await buildTraining({ config: config, load: readBundled });
    const plan = planTraining(training);
    const open = async () => new Session(plan, await openCpu(plan.program));
    const [undisturbed, resumed, reference] = [await open(), await open(), cpuSession(training)];
    for (const network of plan.models.keys()) {
      await undisturbed.advance(network, 25);
      await resumed.advance(network, 3);
    }
    const checkpoint = structuredClone(await undisturbed.checkpoint());
    resumed.restore(checkpoint);
    reference.restore(checkpoint);
    for (const network of plan.models.keys()) {
      const undisturbedSteps = await undisturbed.advance(network, 40);
      const { firstStep } = undisturbedSteps;
      const { recovery } = errorsOf(undisturbedSteps);
      expect(firstStep).toBe(25);
      expect(errorsOf(await resumed.advance(network, 40)).recovery).toEqual(recovery);
      const inFloat64 = errorsOf(await reference.advance(network, 40)).recovery;
      inFloat64.forEach((value, i) => expect((recovery[i] as number) / value).toBeCloseTo(1, 4));
    }
    // Restores the float64 session's checkpoint in turn.
    resumed.restore(await reference.checkpoint());
    expect((await resumed.evaluate(0)).firstStep).toBe(65);
  });
});

function start() {
  const events: EngineEvent[] = [];
  const engine = new LocalEngine({ gpu: undefined, load: readBundled });
  engine.subscribe((event) => events.push(event));
  const curve = () => {
    const values: number[] = [];
    for (const event of events)
      if (event.kind === "steps")
        for (const { id, firstStep, columns } of event.networks)
          if (id === "original")
            errorsOf({ columns }).recovery.forEach((value, i) => (values[firstStep + i] = value));
    return values;
  };
  const last = <K extends EngineEvent["kind"]>(kind: K) =>
    events.findLast((event): event is Extract<EngineEvent, { kind: K }> => event.kind === kind);
  return { engine, curve, last };
}

describe("LocalEngine", () => {
  const { config } = MF_CODEC.repair(base);

  it("goes back to a past step and learns the same from there", async () => {
    const { engine, curve, last } = start();
    await engine.load(config, "cpu");
    for (const n of [50, 50, 50]) await engine.step(n);
    const before = curve();
    expect(last("checkpoint")?.steps).toEqual(expect.arrayContaining([50, 100, 150]));
    await engine.restoreAt(120);
    expect(last("status")).toMatchObject({ status: "paused", step: 120 });
    expect(last("checkpoint")?.steps.at(-1)).toBe(120);
    await engine.step(30);
    expect(curve()).toEqual(before);
    await engine.restoreAt(10);
    expect(last("status")).toMatchObject({ status: "paused", step: 10 });
    await engine.restoreAt(0);
    expect(last("status")).toMatchObject({ status: "ready", step: 0 });
    await engine.dispose();
  });

  it("begins a run where another one stood, also with another rate", async () => {
    const first = start();
    await first.engine.load(config, "cpu");
    await first.engine.step(80);
    const checkpoint = structuredClone(await first.engine.checkpointAt(Infinity));
    await first.engine.dispose();
    const { engine, curve, last } = start();
    const slower: Experiment = { ...config, rate: config.rate / 2 };
    await engine.load(slower, "cpu", checkpoint);
    expect(last("resumed")).toMatchObject({ step: 80 });
    expect(last("loaded")).toBeUndefined();
    expect(last("status")).toMatchObject({ status: "ready", step: 80 });
    expect(curve()[80]).toBe(first.curve()[80]);
    await engine.play();
    expect(last("status")).toMatchObject({ status: "finished", step: 200 });
    await engine.dispose();
  });

  it("refuses the state of another experiment", async () => {
    const { engine, last } = start();
    await engine.load(config, "cpu");
    await engine.step(10);
    const checkpoint = await engine.checkpointAt(10);
    await engine.load(MF_CODEC.repair({ ...base, rows: 12 }).config, "cpu", checkpoint);
    expect(last("error")).toMatchObject({ code: "foreign-state" });
    expect(last("error")?.message ?? "").toContain("another experiment");
    expect(last("status")?.status).toBe("failed");
    await engine.dispose();
  });
});
