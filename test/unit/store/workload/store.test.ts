/** A workload's store with a fake engine: which calls it makes, and how it reacts to events. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EngineEvent } from "../../../../src/engine/engine.ts";
import type { Engine } from "../../../../src/engine/engine.ts";
import type { RunCheckpoint } from "../../../../src/training/checkpoint.ts";
import { NO_PROGRESS } from "../../../../src/training/progress.ts";
import type { PageAddress } from "../../../../src/store/address.ts";
import { changeConfig, isOutdated, presetOfConfig, firstHash } from "../../../../src/store/config.ts";
import type { Config } from "../../../../src/store/state.ts";
import { RATES } from "../../../../src/workloads/digits/lessons/rates.ts";
import { outcomeKey } from "../../../../src/store/outcomes.ts";
import { FEDERATED } from "../../../../src/store/kinds/federated.ts";
import { FINETUNE } from "../../../../src/store/kinds/finetune.ts";
import { MLP, OWN_RATES, SHARED_RATES } from "../../../../src/store/kinds/digits.ts";
import { createPlayground } from "../../../../src/store/playground.ts";
import { fakeEngine, fakeEvents } from "../../../hosts/fake-engine.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(hash = "#id=mlp", reducedMotion = false, kind = MLP) {
  const calls: string[] = [];
  const loads: Config[] = [];
  const froms: Parameters<Engine["load"]>[2][] = [];
  const checkpoints: RunCheckpoint[] = [];
  const written: string[] = [];
  const provided: ({ readonly name: string } | undefined)[] = [];
  const { subscribe, emit } = fakeEvents();
  const call = (name: string) => async (): Promise<void> => void calls.push(name);
  const engine = fakeEngine(calls, {
    subscribe,
    load(config: unknown, _backend, from) {
      calls.push("load");
      loads.push(config as Config);
      froms.push(from);
      return Promise.resolve();
    },
    provide: (file: unknown) => {
      provided.push(file as (typeof provided)[number]);
      return Promise.resolve();
    },
    checkpointAt: () => Promise.resolve(checkpoints.at(-1)),
    setRates: (config: Config) => call(`setRates ${String(config["rate"])}`)(),
    setSpeed: () => Promise.resolve(),
    abandonLoad: () => void calls.push("abandonLoad"),
  });
  let changed: () => void = () => undefined;
  const address = {
    hash,
    backend: "auto",
    linkTo: (text: string) => `https://page/#${text}`,
    write: (text: string) => void written.push(text),
    writeBackend: () => undefined,
    onChange(listen: () => void) {
      changed = listen;
      return () => undefined;
    },
  };
  const opened = createPlayground(kind, {
    startEngine: () => engine,
    address: address as PageAddress,
    reducedMotion,
  });
  const finishLoad = (): void => {
    const config = loads.at(-1);
    const networks = ((config?.["arms"] ?? config?.["methods"] ?? []) as string[]).map((id) => ({
      id,
      label: id,
      headline: "testAccuracy",
      flopsPerStep: 1,
    }));
    emit({ kind: "status", status: "loading", step: 0 });
    emit({
      kind: "loaded",
      summary: { experiment: config, backend: "cpu", networks },
    } as unknown as EngineEvent);
    emit({ kind: "status", status: "ready", step: 0 });
  };
  const go = (): void => changed();
  return { ...opened, calls, loads, froms, checkpoints, written, provided, finishLoad, emit, address, go };
}

type StepsEvent = Extract<EngineEvent, { kind: "steps" }>;

/** A test of the samples after `step` updates. */
function look(id: string, step: number, accuracy: number): StepsEvent {
  const progress = {
    ...NO_PROGRESS,
    step,
    headline: accuracy,
    evaluated: { testAccuracy: { step, value: accuracy, best: accuracy, bestStep: step } },
  };
  return {
    kind: "steps",
    networks: [
      {
        id,
        firstStep: step,
        columns: { loss: Float64Array.of(1) },
        progress,
        progressBySeed: [progress],
        msPerStep: 1,
      },
    ],
  } as unknown as StepsEvent;
}

it("the first test after step 0, which makes a curve, is shown at once, however long drawing the run has taken", async () => {
  vi.stubGlobal("document", { hidden: false });
  vi.stubGlobal("requestAnimationFrame", (callBack: () => void) => setTimeout(callBack, 400));
  const { store, finishLoad, emit } = setUp();
  await vi.advanceTimersByTimeAsync(0);
  finishLoad();
  emit(look("plain", 0, 0.1));
  await vi.advanceTimersByTimeAsync(450);
  const shown = (): number => store.getState().step;
  emit(look("plain", 20, 0.5));
  expect(shown()).toBe(20);
  emit(look("plain", 40, 0.6));
  expect(shown()).toBe(20);
  await vi.advanceTimersByTimeAsync(2000);
  expect(shown()).toBe(40);
  vi.unstubAllGlobals();
});

describe("a config in a link", () => {
  it("comes back as it was, and leaves out what was not chosen", () => {
    const { config } = changeConfig(MLP, MLP.repair(MLP.presets[0].fields).config, {
      rate: 0.3,
      arms: ["dln"],
    });
    const link = MLP.encode(config);
    expect(link).toContain("id=mlp");
    expect(link).not.toContain("etaDln");
    expect(MLP.decode(`#${link}`)).toEqual({ config, repairs: [] });
  });

  it("is mended, and says so", () => {
    const { config, repairs } = MLP.decode("#id=mlp&L=99&colour=red");
    expect(config["depth"]).toBe(8);
    expect(repairs).toHaveLength(2);
  });

  it("is a preset's, whatever its seed", () => {
    for (const preset of MLP.presets)
      expect(presetOfConfig(MLP, { ...MLP.repair(preset.fields).config, seed: 9 })?.id).toBe(preset.id);
  });
});

describe("the store", () => {
  it("opens the first preset where the address names nothing else, and trains it", async () => {
    const { loads, calls, finishLoad, store } = setUp();
    await vi.runAllTimersAsync();
    expect(MLP.encode(loads[0] as Config)).toBe(firstHash(MLP).slice(1));
    finishLoad();
    expect(calls).toEqual(["load", "play"]);
    expect(store.getState().status).toBe("ready");
  });

  it("waits where motion is not wanted", async () => {
    const { calls, finishLoad } = setUp(undefined, true);
    await vi.runAllTimersAsync();
    finishLoad();
    expect(calls).toEqual(["load"]);
  });

  it("changes rates without building the run anew, other settings with it", async () => {
    const { calls, actions, finishLoad, emit, written } = setUp();
    await vi.runAllTimersAsync();
    finishLoad();
    emit({ kind: "status", status: "running", step: 0 });
    actions.change({ rate: 0.5 }, "dragging");
    await vi.runAllTimersAsync();
    expect(calls).toEqual(["load", "play", "setRates 0.5"]);
    expect(written.at(-1)).toContain("eta=0.5");
    actions.change({ rHat: 8 });
    await vi.runAllTimersAsync();
    expect(calls.slice(3)).toEqual(["load"]);
  });

  it("starts a run anew that a remedy changes, because going on would not cure it", async () => {
    const { calls, actions, finishLoad, emit } = setUp();
    await vi.runAllTimersAsync();
    finishLoad();
    actions.change({ rate: 0.4 }, "anew");
    expect(calls.slice(2)).toEqual(["setRates 0.4"]);
    emit({ kind: "status", status: "running", step: 45 });
    actions.change({ rate: 0.5 }, "anew");
    expect(calls.slice(3)).toEqual(["setRates 0.5", "reset", "play"]);
  });

  it("says at which steps the rates were changed, until the run goes back", async () => {
    const { finishLoad, emit, loads, store } = setUp();
    await vi.runAllTimersAsync();
    finishLoad();
    const rates = (rate: number) =>
      emit({
        kind: "rates",
        experiment: { ...loads[0], rate },
        networks: [],
      } as unknown as EngineEvent);
    rates(0.3);
    expect(store.getState().retuned).toBeUndefined();
    emit(look("dln", 20, 0.6));
    rates(0.4);
    emit(look("dln", 24, 0.6));
    rates(0.5);
    expect(store.getState().retuned).toMatchObject({ firstStep: 20, lastStep: 24, before: { rate: 0.3 } });
    emit({ kind: "status", status: "ready", step: 0 });
    expect(store.getState().retuned).toBeUndefined();
  });

  it("turns the ranking round with rates alone: a finished run begins again", async () => {
    const { calls, actions, finishLoad, emit, store } = setUp();
    await vi.runAllTimersAsync();
    finishLoad();
    emit({ kind: "status", status: "finished", step: 400 });
    actions.change(OWN_RATES);
    expect(calls.slice(2)).toEqual(["setRates 0.8", "reset", "play"]);
    expect(isOutdated(MLP, store.getState())).toBe(true);
    emit({ kind: "status", status: "ready", step: 0 });
    expect(isOutdated(MLP, store.getState())).toBe(false);
    expect(presetOfConfig(MLP, store.getState().config)?.id).toBe("digits-own-rate");
    actions.change(SHARED_RATES);
    expect(presetOfConfig(MLP, store.getState().config)?.id).toBe("digits-same-rate");
    for (const rates of [OWN_RATES, SHARED_RATES]) {
      actions.change({ optimizer: "adam" });
      actions.change(rates);
      expect(store.getState().config).toMatchObject({ ...rates, optimizer: "gd" });
    }
  });

  it("keeps losses and tests, and forgets the later ones if the run goes back", async () => {
    const { data, emit, finishLoad } = setUp();
    await vi.runAllTimersAsync();
    finishLoad();
    for (const [step, accuracy] of [
      [0, 0.1],
      [20, 0.6],
      [40, 0.8],
    ] as const)
      emit(look("dln", step, accuracy));
    expect(data.curveOf("dln", "testAccuracy")).toMatchObject({
      steps: [0, 20, 40],
      values: [0.1, 0.6, 0.8],
    });
    emit(look("dln", 0, 0.1));
    expect(data.curveOf("dln", "testAccuracy").steps).toEqual([0]);
    expect(data.curveOf("dln", "loss").steps).toEqual([0]);
  });

  it("shows no views of the earlier run once a run has gone back to its start", async () => {
    const { data, emit, finishLoad, store } = setUp("#id=finetune", false, FINETUNE);
    await vi.runAllTimersAsync();
    finishLoad();
    const seen = (step: number, sentences: Float32Array): void =>
      emit({ kind: "views", step, networks: [{ id: "lora", sentences }] } as unknown as EngineEvent);
    const [old, fresh] = [Float32Array.of(1), Float32Array.of(2)];
    emit(look("lora", 40, 0.8));
    seen(40, old);
    emit({ kind: "status", status: "finished", step: 40 });
    expect(data.viewOf("lora", "sentences")).toEqual({ step: 40, payload: old });
    const before = store.getState().viewsVersion;
    emit(look("lora", 0, 0.5));
    emit({ kind: "status", status: "ready", step: 0 });
    expect(data.viewOf("lora", "sentences")).toBeUndefined();
    expect(store.getState().viewsVersion).toBeGreaterThan(before);
    // A view that comes before the status is the new start's.
    emit(look("lora", 40, 0.8));
    seen(40, old);
    emit(look("lora", 0, 0.5));
    seen(0, fresh);
    emit({ kind: "status", status: "ready", step: 0 });
    expect(data.viewOf("lora", "sentences")).toEqual({ step: 0, payload: fresh });
  });

  it("rests while another workload is on the screen", async () => {
    const { calls, actions, emit, finishLoad } = setUp();
    await vi.runAllTimersAsync();
    actions.leave();
    finishLoad();
    expect(calls).toEqual(["load"]);
    actions.enter();
    emit({ kind: "status", status: "running", step: 1 });
    actions.leave();
    actions.enter();
    expect(calls).toEqual(["load", "play", "pause", "play"]);
  });

  it("gives each experiment the user’s file that it names, also on the way back", async () => {
    const { actions, provided, store } = setUp("#id=finetune", false, FINETUNE);
    await vi.runAllTimersAsync();
    const open = async (letter: string): Promise<void> => {
      const checksum = letter.repeat(16);
      actions.provide({ name: `${letter}.csv`, checksum }, { task: "file", file: checksum });
      await vi.runAllTimersAsync();
    };
    await open("a");
    const first = store.getState().config;
    await open("b");
    actions.open(first);
    await vi.runAllTimersAsync();
    actions.open(FINETUNE.repair({ task: "file", file: "c".repeat(16) }).config);
    await vi.runAllTimersAsync();
    expect(provided.map((file) => file?.name)).toEqual(["a.csv", "b.csv", "a.csv", undefined]);
    expect(actions.givenFile()).toBeUndefined();
  });

  it("says what went wrong, and tries again when asked", async () => {
    const { store, actions, calls, emit } = setUp();
    await vi.runAllTimersAsync();
    emit({ kind: "error", code: "bad-input", message: "The digits could not be loaded." });
    emit({ kind: "status", status: "failed", step: 0 });
    expect(store.getState()).toMatchObject({ status: "failed", failure: { code: "bad-input" } });
    await actions.goOn("auto");
    expect(calls).toEqual(["load", "load"]);
  });

  it.each([MLP, FINETUNE, FEDERATED])(
    "brings the previous run of $id back from its last checkpoint if a load is cancelled",
    async (kind) => {
      const page = setUp(`#id=${kind.id}`, false, kind);
      const { store, actions, data, loads, froms, checkpoints, calls, written, emit, finishLoad } = page;
      await vi.runAllTimersAsync();
      finishLoad();
      const [id = ""] = store.getState().models.map((model) => model.id);
      emit(look(id, 40, 0.8));
      emit({ kind: "status", status: "paused", step: 40 });
      const checkpoint = { step: 40, steps: [40], tensors: {}, progress: [] };
      checkpoints.push(checkpoint);
      actions.change({ seed: 9 });
      await vi.advanceTimersByTimeAsync(0);
      emit({ kind: "status", status: "loading", step: 0 });
      actions.cancelLoading();
      await vi.runAllTimersAsync();
      expect(calls).toEqual(["load", "play", "load", "abandonLoad", "load"]);
      expect(loads.at(-1)).toEqual(loads[0]);
      expect(await froms.at(-1)).toBe(checkpoint);
      expect(store.getState().config).toEqual(loads[0]);
      expect(store.getState().notice?.message).toContain(`at ${kind.stepName} 40`);
      expect(written.at(-1)).toBe(kind.encode(loads[0] as Config));
      expect(data.curveOf(id, "testAccuracy").values).toEqual([0.8]);
    },
  );

  it("keeps the settings if the first load is cancelled", async () => {
    const { store, actions, loads } = setUp();
    await vi.runAllTimersAsync();
    actions.cancelLoading();
    expect(store.getState()).toMatchObject({ status: "failed", failure: { code: "cancelled" } });
    expect(store.getState().config).toEqual(loads[0]);
  });

  it("follows the address", async () => {
    const { address, go, loads } = setUp();
    await vi.runAllTimersAsync();
    address.hash = "#id=mlp&v=2&samples=100";
    go();
    await vi.runAllTimersAsync();
    expect(loads.at(-1)).toMatchObject({ samples: 100 });
  });
});

describe("a lesson beside the page", () => {
  const shared = MLP.repair(RATES.setups["shared"]?.fields ?? {}).config;

  it("waits for a prediction, then trains its set-up, and names itself in the address", async () => {
    const { calls, loads, actions, finishLoad, store, written } = setUp("#v=2&lesson=rates.1");
    await vi.runAllTimersAsync();
    finishLoad();
    expect(calls).toEqual(["load"]);
    expect(loads[0]).toEqual(shared);
    actions.run(RATES.setups["shared"]?.fields ?? {});
    expect(calls).toEqual(["load", "play"]);
    actions.showLesson({ lesson: "rates", screen: 2 });
    expect(written.at(-1)).toContain("lesson=rates.2");
    actions.run(RATES.setups["own"]?.fields ?? {});
    await vi.runAllTimersAsync();
    finishLoad();
    expect(calls).toEqual(["load", "play", "load", "play"]);
    expect(written.at(-1)).toContain("eta=0.8");
    actions.showLesson(undefined);
    expect(written.at(-1)).not.toContain("lesson");
    expect(store.getState().lesson).toBeUndefined();
  });

  it("reads the outcome of a set-up's run from its end on, until it trains again", async () => {
    const { actions, finishLoad, emit, store } = setUp("#v=2&lesson=rates.1");
    await vi.runAllTimersAsync();
    finishLoad();
    const run = (accuracy: number): void => {
      emit({ kind: "status", status: "running", step: 0 });
      emit(look("dln", 0, 0.1));
      emit(look("dln", 400, accuracy));
      emit({ kind: "status", status: "finished", step: 400 });
    };
    const outcome = () => store.getState().outcomes.get(outcomeKey(MLP, shared));
    run(0.9);
    expect(outcome()?.step).toBe(400);
    expect(outcome()?.models[1]?.progress?.headline).toBe(0.9);
    const first = outcome()?.data;
    actions.run(RATES.setups["own"]?.fields ?? {});
    await vi.runAllTimersAsync();
    finishLoad();
    expect(first?.curveOf("dln", "testAccuracy").values).toEqual([0.1, 0.9]);
    expect(outcome()).toBeDefined();
    actions.run(RATES.setups["shared"]?.fields ?? {});
    await vi.runAllTimersAsync();
    finishLoad();
    emit({ kind: "status", status: "running", step: 0 });
    expect(outcome()).toBeUndefined();
  });

  it("keeps no outcome of other runs", async () => {
    const { finishLoad, emit, store } = setUp();
    await vi.runAllTimersAsync();
    finishLoad();
    emit({ kind: "status", status: "finished", step: 400 });
    expect(store.getState().outcomes.size).toBe(0);
  });
});

it("a setting that only views read changes an ended run's config, and trains nothing again", async () => {
  const { actions, calls, store, finishLoad, emit } = setUp("#id=federated", false, FEDERATED);
  await vi.advanceTimersByTimeAsync(1000);
  finishLoad();
  emit({ kind: "status", status: "finished", step: 20 });
  calls.length = 0;
  actions.change({ bandwidth: 1, target: 0.8 });
  await vi.advanceTimersByTimeAsync(1000);
  expect(calls.filter((call) => !call.startsWith("setRates"))).toEqual([]);
  expect(calls).toHaveLength(1);
  expect(store.getState().config).toMatchObject({ bandwidth: 1, target: 0.8 });
  actions.change({ rate: 1e-2 });
  await vi.advanceTimersByTimeAsync(1000);
  expect(calls).toContain("load");
});

describe("fine-tuning in trouble", () => {
  /** Trains LoRA and Deep LoRA. */
  const start = async () => {
    const page = setUp(`#v=2&id=${FINETUNE.id}`, false, FINETUNE);
    await vi.runAllTimersAsync();
    page.finishLoad();
    page.emit({ kind: "status", status: "running", step: 0 });
    return page;
  };
  /** Sends one step with this loss, and a test after it. */
  const learn = (emit: (event: EngineEvent) => void, id: string, step: number, loss = 0.5): void => {
    const seen = look(id, step, 1 / step);
    emit({
      ...seen,
      networks: seen.networks.map((one) => ({ ...one, columns: { loss: Float64Array.of(loss) } })),
    });
  };

  it("goes on from the checkpoint if a device is lost, and names the engine and the reason", async () => {
    const { store, data, emit, loads, calls } = await start();
    for (const step of [1, 2, 3, 4]) for (const id of ["lora", "deep"]) learn(emit, id, step);
    emit({ kind: "notice", message: "The device was lost." } as unknown as EngineEvent);
    const networks = ["lora", "deep"].map((id) => ({ id, label: id, flopsPerStep: 1 }));
    const summary = { experiment: loads[0], backend: "cpu", networks };
    calls.length = 0;
    emit({ kind: "resumed", step: 2, summary } as unknown as EngineEvent);
    // The engine goes on training by itself.
    expect(calls).toEqual([]);
    expect(store.getState()).toMatchObject({
      step: 2,
      notice: { message: "The device was lost." },
      failure: undefined,
    });
    expect(store.getState().run?.backend).toBe("cpu");
    for (const id of ["lora", "deep"]) learn(emit, id, 3, 0.25);
    for (const id of ["lora", "deep"]) {
      expect(data.curveOf(id, "testAccuracy").steps).toEqual([1, 2, 3]);
      expect(data.curveOf(id, "loss").values.slice(-2)).toEqual([0.5, 0.25]);
    }
  });

  it("loses no step in a hidden tab, whose timers sleep, and shows all at the next tick", async () => {
    const { store, data, emit } = await start();
    await vi.advanceTimersByTimeAsync(1000);
    for (let step = 1; step <= 150; step++) for (const id of ["lora", "deep"]) learn(emit, id, step);
    // No timer has run since the second test, which made a curve.
    expect(store.getState().step).toBe(2);
    await vi.advanceTimersByTimeAsync(100);
    expect(store.getState().step).toBe(150);
    expect(store.getState().models.map(({ progress }) => progress?.step)).toEqual([150, 150]);
    expect(data.curveOf("deep", "testAccuracy").steps).toHaveLength(150);
  });

  it("follows the other method where one diverges, says so, and begins again at a smaller rate", async () => {
    const { store, spoken, emit, actions, calls } = await start();
    for (const id of ["lora", "deep"]) learn(emit, id, 1);
    const broken = look("lora", 2, NaN);
    const networks = broken.networks.map((one) => ({
      ...one,
      progress: { ...one.progress, diverged: true },
    }));
    emit({ ...broken, networks });
    for (const step of [2, 3, 4]) learn(emit, "deep", step);
    // Announcements come at most every five seconds.
    await vi.advanceTimersByTimeAsync(5000);
    expect(spoken.getState()).toBe("lora diverged at step 2.");
    expect(store.getState().step).toBe(4);
    calls.length = 0;
    actions.change({ rate: 1e-3 });
    expect(calls).toEqual(["setRates 0.001", "reset", "play"]);
  });
});
