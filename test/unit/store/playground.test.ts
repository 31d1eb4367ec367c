/** The store with a fake engine: which calls it makes, and how it reacts to events. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MatrixSummary } from "../../../src/workloads/mf/summary.ts";
import { followProgress, NO_PROGRESS } from "../../../src/training/progress.ts";
import type { Engine } from "../../../src/engine/engine.ts";
import type { RunCheckpoint } from "../../../src/training/checkpoint.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { PRESETS } from "../../../src/workloads/mf/presets.ts";
import type { PageAddress } from "../../../src/store/address.ts";
import { canFork } from "../../../src/store/look-back.ts";
import { MAX_PINS } from "../../../src/store/pins/pins.ts";
import { calmed } from "../../../src/store/advice/advice.ts";
import { calmer } from "../../../src/store/advice/training.ts";
import { createMatrixPlayground } from "./matrix-page.ts";
import { canReset, canTrain } from "../../../src/store/state.ts";
import { followed } from "../../hosts/errors.ts";
import { fakeEngine, fakeEvents } from "../../hosts/fake-engine.ts";

function summaryOf(experiment: Experiment): MatrixSummary {
  const facts = {
    parameters: 1,
    trainedParameters: 1,
    flopsPerStep: 1,
    bytesPerStep: 1,
    byteLength: 1,
    eta: 0.1,
  };
  return {
    workload: "mf",
    facts: {},
    experiment,
    backend: "cpu",
    adapter: null,
    isFallback: false,
    networks: experiment.networks.map((id) => ({
      id,
      label: id,
      stabilityFraction: 2 * experiment.rate,
      layerShapes: [],
      rateScale: [],
      follows: "gradient",
      headline: "recovery",
      ...facts,
    })),
    rows: 1,
    cols: 1,
    observedCount: 1,
    targetSigmas: [],
    recoveryOver: "all",
    unit: { offset: 0, scale: 1, label: "", display: "identity" },
    target: new Uint8ClampedArray(4),
    observed: new Uint8ClampedArray(4),
    entries: { target: new Float32Array(1) },
    norms: {
      allCount: 1,
      allSquares: 1,
      seenCount: 1,
      seenSquares: 1,
      recoveryRms: 1,
      unitLoss: 1,
    },
    pictureScale: { low: 0, high: 1, span: 1 },
    byteLength: 0,
    longestDispatch: 0,
  };
}

function setUp(hash = "", reducedMotion = false) {
  const calls: string[] = [];
  const loads: Experiment[] = [];
  const froms: Parameters<Engine["load"]>[2][] = [];
  const checkpoints: RunCheckpoint[] = [];
  const written: string[] = [];
  const { subscribe, emit } = fakeEvents();
  let finishLoad: () => void = () => undefined;
  const call = (name: string) => async (): Promise<void> => void calls.push(name);
  const engine = fakeEngine(calls, {
    subscribe,
    load(config, _backend, from) {
      const experiment = config as Experiment;
      calls.push("load");
      froms.push(from);
      loads.push(experiment);
      return new Promise((resolve) => {
        finishLoad = () => {
          emit({ kind: "status", status: "loading", step: 0 });
          emit({ kind: "loaded", summary: summaryOf(experiment) });
          emit({ kind: "status", status: "ready", step: 0 });
          resolve();
        };
      });
    },
    abandonLoad: () => {
      calls.push("abandonLoad");
      finishLoad();
    },
    setSpeed: () => Promise.resolve(),
    step: (n) => call(`step ${n}`)(),
    setRates: (config) => call(`setRates ${(config as Experiment).rate}`)(),
    showView: (name, isWanted) => call(`showView ${name} ${isWanted}`)(),
    checkpointAt: () => Promise.resolve(checkpoints.at(-1)),
    restoreAt: (step) => call(`restoreAt ${step}`)(),
  });
  const address = {
    hash,
    backend: "auto" as const,
    linkTo: (link: string) => `page#${link}`,
    write: (link: string, entry: string) => void written.push(`${entry} ${link}`),
    writeBackend: () => undefined,
    listen: (): void => undefined,
    onChange(listen: () => void) {
      this.listen = listen;
      return () => undefined;
    },
  } satisfies PageAddress & { listen: () => void };
  const playground = createMatrixPlayground({
    startEngine: () => engine,
    address,
    reducedMotion,
  });
  const settle = async (ms = 0): Promise<void> => {
    await vi.advanceTimersByTimeAsync(ms);
    finishLoad();
    await vi.advanceTimersByTimeAsync(0);
  };
  const steps = (firstStep: number, values: number[]): void => {
    const errors = Float64Array.from(values);
    const columns = { train: errors, recovery: errors };
    const progress = followProgress(NO_PROGRESS, followed(), firstStep, columns);
    const network = {
      id: "original",
      firstStep,
      columns,
      progress,
      progressBySeed: [progress],
      msPerStep: 1,
    } as const;
    emit({ kind: "steps", networks: [network] });
  };
  return {
    playground,
    calls,
    loads,
    froms,
    checkpoints,
    written,
    address,
    settle,
    steps,
    emit,
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("a file of one's own is handed to the engine before the experiment about it is loaded", async () => {
  const { playground, calls, loads, written, settle } = setUp("#v=2&data=random&d=32&seed=7");
  await settle();
  const known = { name: "x.csv", checksum: "0123456789abcdef", rows: 20, cols: 10 };
  const matrix = {
    format: "csv",
    rows: 20,
    cols: 10,
    values: new Float64Array(200),
    known: undefined,
  } as const;
  const facts = { ...known, ...matrix, low: 0, high: 1, missing: 0, isPicture: false, inColour: false };
  calls.length = 0;
  playground.actions.trainOn(
    { ...known, matrix: { ...matrix, remarks: [] } },
    { ...facts, remarks: [], first: {} },
    { rows: 20, cols: 10 },
  );
  await settle();
  expect(calls).toEqual(["provide", "load", "play"]);
  expect(loads.at(-1)).toMatchObject({ data: "file", file: known.checksum, rows: 20, cols: 10, seed: 7 });
  expect(written.at(-1)).toBe("push v=2&data=file&file=0123456789abcdef&d=20&n=10&seed=7");
  expect(playground.store.getState().userFile?.name).toBe("x.csv");
  expect(playground.actions.openedFile()?.checksum).toBe(known.checksum);
  expect(playground.store.getState()).toMatchObject({ repairs: [] });
  // Settings that the user changed before another file stay. The page names them and offers the usual ones.
  playground.actions.change({ depth: 4, gamma: 2 });
  const other = { ...known, checksum: "fedcba9876543210" };
  playground.actions.trainOn(
    { ...other, matrix: { ...matrix, remarks: [] } },
    { ...facts, ...other, remarks: [], first: {} },
    { rows: 20, cols: 10 },
  );
  await settle();
  const { repairs, usual, config } = playground.store.getState();
  expect(repairs.join(" ")).toMatch(/Kept from the earlier data: .*Depth L/);
  expect(config).toMatchObject({ file: other.checksum, depth: 4, gamma: 2 });
  expect(usual).toMatchObject({ told: repairs, config: { file: other.checksum, depth: 3, seed: 7 } });
});

describe("a run", () => {
  it("starts by itself with what the link says", async () => {
    const { playground, calls, loads, settle } = setUp("#v=2&data=random&d=32");
    await settle();
    expect(loads).toEqual([MF_CODEC.decode("v=2&data=random&d=32").config]);
    expect(calls).toEqual(["load", "play"]);
    expect(playground.store.getState()).toMatchObject({ status: "ready", repairs: [], step: 0 });
  });

  it("brings the weights as long as one part of the page wants them", async () => {
    const { playground, calls, settle } = setUp();
    await settle();
    const { showFactors } = playground.actions;
    const [first, second] = [showFactors(), showFactors()];
    first();
    const third = showFactors();
    second();
    third();
    expect(calls.filter((one) => one.startsWith("showView"))).toEqual([
      "showView factors true",
      "showView factors false",
    ]);
  });

  it("waits for a person where motion is not wanted", async () => {
    const { calls, settle } = setUp("", true);
    await settle();
    expect(calls).toEqual(["load"]);
  });

  it("a hostile link is mended, and each repair is listed", async () => {
    const { playground, settle } = setUp("#v=2&d=-4&data=evil&eta=NaN&nope=1");
    await settle();
    expect(playground.store.getState().repairs).toHaveLength(4);
  });

  it("numbers are published at most ten times a second, the last ones in the end", async () => {
    const { playground, settle, steps } = setUp();
    await settle();
    const before = playground.store.getState().version;
    for (let i = 0; i < 50; i++) steps(i, [1 / (i + 1)]);
    expect(playground.store.getState().version - before).toBeLessThanOrEqual(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(playground.store.getState().version - before).toBeLessThanOrEqual(2);
    expect(playground.store.getState().step).toBe(49);
    expect(playground.data.models.get("original")?.recovery.at(49)).toBe(0.02);
  });

  it("the first curve is shown at once, however long drawing the run has taken", async () => {
    vi.stubGlobal("document", { hidden: false });
    vi.stubGlobal("requestAnimationFrame", (callBack: () => void) => setTimeout(callBack, 400));
    const { playground, settle, steps } = setUp();
    await settle();
    await vi.advanceTimersByTimeAsync(450);
    const shown = (): number => playground.store.getState().step;
    steps(0, [1, 0.5]);
    expect(shown()).toBe(1);
    steps(2, [0.4]);
    await vi.advanceTimersByTimeAsync(450);
    expect(shown()).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(shown()).toBe(2);
  });

  it("a click on Pause that comes as the run finishes does not start it again", async () => {
    const { playground, calls, emit, settle } = setUp();
    await settle();
    emit({ kind: "status", status: "finished", step: 400 });
    playground.actions.play();
    expect(calls).toEqual(["load", "play"]);
    await vi.advanceTimersByTimeAsync(400);
    playground.actions.play();
    expect(calls).toEqual(["load", "play", "play"]);
  });

  it("an error is shown until the next run is prepared", async () => {
    const { playground, emit, settle } = setUp();
    await settle();
    emit({ kind: "error", code: "device-lost", message: "gone" });
    emit({ kind: "status", status: "failed", step: 0 });
    expect(playground.store.getState().failure).toEqual({
      code: "device-lost",
      message: "gone",
    });
    playground.actions.reload();
    await settle();
    expect(playground.store.getState().failure).toBeUndefined();
  });
});

it("a load that fails leaves the run on the screen where it stood", async () => {
  const { playground, emit, settle, steps } = setUp();
  await settle();
  steps(0, [1, 0.5, 0.25]);
  emit({ kind: "status", status: "paused", step: 2 });
  playground.actions.change({ rows: 20 });
  await vi.advanceTimersByTimeAsync(0);
  emit({ kind: "status", status: "loading", step: 0 });
  emit({ kind: "error", code: "over-limit", message: "too large" });
  emit({ kind: "status", status: "failed", step: 0 });
  expect(playground.store.getState()).toMatchObject({ status: "failed", step: 2 });
});

describe("training anew from a step looked back at", () => {
  async function lookingBack(pins: number) {
    const tools = setUp();
    await tools.settle();
    const { playground, emit, steps } = tools;
    const pixels = new Uint8ClampedArray(4);
    const pictures = { estimate: pixels, difference: pixels, values: new Float32Array(1) };
    for (const step of [0, 1, 2, 3]) {
      steps(step, [1 / (step + 1)]);
      emit({
        kind: "views",
        step,
        networks: [{ id: "original", pictures }],
      });
    }
    emit({ kind: "status", status: "paused", step: 3 });
    for (let i = 0; i < pins; i++) playground.actions.pin();
    playground.actions.lookAt(1);
    tools.calls.length = 0;
    playground.actions.fork();
    return { ...tools, pins: playground.store.getState().pins };
  }

  it("keeps the curves as a pinned run", async () => {
    const { calls, pins } = await lookingBack(MAX_PINS - 1);
    expect(pins).toHaveLength(MAX_PINS);
    expect(pins.at(-1)?.models[0]?.curves["recovery"]?.steps.at(-1)).toBe(3);
    expect(calls).toEqual(["restoreAt 1"]);
  });

  it("is not possible where there is no room for them", async () => {
    const { calls, pins, playground, emit } = await lookingBack(MAX_PINS);
    expect(pins).toHaveLength(MAX_PINS);
    expect(calls).toEqual([]);
    expect(canFork(playground.store.getState())).toBe(false);
    const [gone] = pins;
    if (gone) playground.actions.unpin(gone.id);
    expect(canFork(playground.store.getState())).toBe(true);
    emit({ kind: "status", status: "failed", step: 0 });
    expect(canFork(playground.store.getState())).toBe(false);
  });
});

describe("changes", () => {
  it("dragging rebuilds the run once it rests, from where the drag began", async () => {
    const { playground, loads, settle } = setUp("#v=2&data=random&d=64&rhat=30");
    await settle();
    playground.actions.change({ rows: 20 }, "dragging");
    expect(playground.store.getState().config.rHat).toBe(10);
    playground.actions.change({ rows: 62 }, "dragging");
    await vi.advanceTimersByTimeAsync(200);
    expect(loads).toHaveLength(1);
    await settle(100);
    expect(loads).toHaveLength(2);
    expect(loads[1]).toMatchObject({ rows: 62, rHat: 30 });
  });

  it("a paused run stays paused through a change", async () => {
    const { playground, calls, settle } = setUp();
    await settle();
    playground.actions.pause();
    playground.actions.change({ seed: 5 });
    await settle();
    expect(calls).toEqual(["load", "play", "pause", "load"]);
  });

  it("a paused run trains after a change that asks for it, such as the rank that a search has found", async () => {
    const { playground, calls, settle } = setUp();
    await settle();
    playground.actions.pause();
    playground.actions.change({ seed: 5 }, "play");
    await settle();
    expect(calls).toEqual(["load", "play", "pause", "load", "play"]);
  });

  it("Reset while a run is prepared leaves it at its start", async () => {
    const { playground, calls, settle, emit } = setUp();
    await vi.advanceTimersByTimeAsync(0);
    emit({ kind: "status", status: "loading", step: 0 });
    expect(canReset(playground.store.getState())).toBe(true);
    expect(canTrain(playground.store.getState())).toBe(false);
    playground.actions.reset();
    await settle();
    expect(calls).toEqual(["load", "reset"]);
    expect(playground.store.getState().status).toBe("ready");
  });

  it("the address follows changes, and presets make an entry of the history", async () => {
    const { playground, written, settle } = setUp();
    await settle();
    playground.actions.change({ seed: 5 });
    playground.actions.change({ seed: 6 });
    await settle(500);
    expect(written).toEqual(["replace v=2&seed=6"]);
    const preset = PRESETS.find(({ id }) => id === "canyon");
    if (preset) playground.actions.choosePreset(preset);
    await settle(500);
    expect(written.slice(1)).toEqual(["push v=2&data=canyon"]);
    expect(playground.actions.link()).toBe("page#v=2&data=canyon");
  });

  it("other data make an entry of the history after the change before them, and the corrections are said", async () => {
    const { playground, written, settle } = setUp("#v=2&data=random&sigmin=0.7");
    await settle();
    playground.actions.change({ depth: 4 });
    playground.actions.change({ data: "alpine" });
    expect(written).toEqual(["replace v=2&data=random&sigmin=0.7&L=4", "push v=2&L=4"]);
    expect(playground.store.getState().repairs).toHaveLength(1);
  });

  it("going back in the history loads that entry's experiment", async () => {
    const { address, loads, settle } = setUp();
    await settle();
    address.hash = "#v=2&seed=9";
    address.listen();
    await settle();
    address.listen();
    await settle();
    expect(loads.map(({ seed }) => seed)).toEqual([0, 9]);
  });

  it("calming down leaves the least stable network a margin", async () => {
    const { playground, settle } = setUp("#v=2&eta=2");
    await settle();
    const { config, models } = playground.store.getState();
    playground.actions.change(calmed(config, models).changes);
    const { rate } = playground.store.getState().config;
    expect(2 * rate).toBeLessThanOrEqual(0.8);
    expect(2 * rate).toBeGreaterThan(0.79);
  });

  it("calming down names the setting and the value that it changes", () => {
    const of = (link: string, stabilityFraction: number) =>
      calmer(MF_CODEC.decode(`v=2&data=random&${link}`).config, [{ stabilityFraction }]);
    expect(of("eta=1", 2)).toEqual({ label: "Set the learning rate to 0.4", changes: { rate: 0.4 } });
    // Below the limit, only the initialization can be too large.
    expect(of("eps=3", 0.25)).toEqual({ label: "Start at ε = 0.02", changes: { epsilon: 0.02 } });
    expect(of("opt=adam&eta=5", NaN)).toEqual({
      label: "Set the learning rate to 0.5",
      changes: { rate: 0.5 },
    });
  });

  it("a rate that is dragged changes the run at once and rebuilds nothing", async () => {
    const { playground, calls, loads, settle, emit } = setUp("#v=2&data=random&d=32");
    await settle();
    emit({ kind: "status", status: "running", step: 0 });
    calls.length = 0;
    for (const rate of [0.5, 0.75, 0.25]) playground.actions.change({ rate }, "dragging");
    playground.actions.change({ rate: 0.25, weightDecay: 0.01 });
    await settle(500);
    expect(calls).toEqual(["setRates 0.5", "setRates 0.75", "setRates 0.25", "setRates 0.25"]);
    const { config } = playground.store.getState();
    const networks = [{ id: "original" as const, eta: 7, stabilityFraction: 0.5 }];
    emit({ kind: "rates", experiment: config, networks });
    expect(playground.store.getState().run?.config).toEqual(config);
    expect(playground.store.getState().models[0]).toMatchObject({ eta: 7, stabilityFraction: 0.5 });
    playground.actions.change({ rate: 0.5, depth: 4 });
    await settle();
    expect(loads).toHaveLength(2);
    expect(loads[1]).toMatchObject({ rate: 0.5, depth: 4 });
  });

  it("a rate for a run that has ended trains it again from its start, without rebuilding it", async () => {
    const { playground, calls, settle, emit } = setUp("#v=2&data=random&d=32");
    await settle();
    emit({ kind: "status", status: "finished", step: 2000 });
    calls.length = 0;
    playground.actions.change({ rate: 0.5 });
    await settle(500);
    expect(calls).toEqual(["setRates 0.5", "reset", "play"]);
  });

  it("a rate that is chosen while a run is prepared applies to that run", async () => {
    const { playground, calls, loads, settle } = setUp("#v=2&data=random&d=32");
    await settle();
    playground.actions.change({ depth: 4 });
    playground.actions.change({ rate: 0.5 });
    await settle();
    expect(loads.at(-1)).toMatchObject({ depth: 4, rate: 0.5 });
    expect(calls.filter((call) => call.startsWith("setRates"))).toEqual([]);
  });
});

it("milestones are announced, at most one every five seconds", async () => {
  const { playground, settle, emit, steps } = setUp();
  await settle();
  emit({ kind: "status", status: "running", step: 0 });
  expect(playground.spoken.getState()).toBe("Training.");
  steps(0, [1]);
  steps(1, [0.5, 0.005]);
  steps(3, [0.0005]);
  expect(playground.spoken.getState()).toBe("Training.");
  await vi.advanceTimersByTimeAsync(5000);
  expect(playground.spoken.getState()).toBe("Original reached recovery error 1e-3 at step 3.");
});

it("shows errors and views of one step, although training is ahead of the last frame", async () => {
  const { playground, emit, settle, steps } = setUp();
  await settle(1000);
  const { store, data } = playground;
  const picture = (value: number) => ({
    estimate: new Uint8ClampedArray(4),
    difference: new Uint8ClampedArray(4),
    values: Float32Array.of(value),
  });
  const frame = (step: number): void =>
    emit({ kind: "views", step, networks: [{ id: "original", pictures: picture(step) }] });
  const shown = () => {
    const { step, models } = store.getState();
    return [step, models[0]?.progress?.step, data.models.get("original")?.view.pictures?.values[0]];
  };
  emit({ kind: "status", status: "running", step: 0 });
  steps(0, [1, 0.9, 0.8, 0.7, 0.6, 0.5]);
  frame(5);
  await vi.advanceTimersByTimeAsync(200);
  expect(shown()).toEqual([5, 5, 5]);
  steps(5, [0.5, 0.4, 0.3]);
  await vi.advanceTimersByTimeAsync(200);
  expect(shown()).toEqual([5, 5, 5]);
  frame(7);
  await vi.advanceTimersByTimeAsync(200);
  expect(shown()).toEqual([7, 7, 7]);
  steps(7, [0.3, 0.2]);
  emit({ kind: "status", status: "paused", step: 8 });
  expect(shown()).toEqual([8, 8, 7]);
});

it("a time per step is told from the tenth step on, since the first ones are slower", async () => {
  const { playground, steps, settle } = setUp();
  await settle();
  const told = async (firstStep: number): Promise<number | undefined> => {
    steps(firstStep, [0.5]);
    await vi.advanceTimersByTimeAsync(200);
    return playground.store.getState().models[0]?.msPerStep;
  };
  expect(await told(9)).toBeNaN();
  expect(await told(10)).toBe(1);
});

it("a device that is too small is offered the nearest size, which is taken only when it is wanted", async () => {
  const { playground, emit, loads, settle } = setUp("#v=2&data=random&d=128&seed=7");
  await settle();
  const message = "too large";
  emit({ kind: "error", code: "over-limit", message, room: { needed: 4096, allowed: 1024 } });
  const { failure, config } = playground.store.getState();
  expect(config.rows).toBe(128);
  expect(failure?.smaller).toMatchObject({ rows: 64, cols: 64, seed: 7 });
  expect(failure?.isGuess).toBeUndefined();
  emit({ kind: "error", code: "bad-input", message });
  expect(playground.store.getState().failure).toEqual({ code: "bad-input", message });
  emit({ kind: "error", code: "out-of-memory", message });
  expect(playground.store.getState().failure).toMatchObject({ smaller: { rows: 90 }, isGuess: true });
  // The same if training continues on the CPU instead, until another experiment is loaded.
  emit({ kind: "notice", code: "over-limit", message, room: { needed: 4096, allowed: 1024 } });
  expect(playground.store.getState().notice).toMatchObject({ message, smaller: { rows: 64 } });
  playground.actions.open(failure?.smaller ?? config);
  await settle();
  expect(loads.at(-1)).toMatchObject({ rows: 64 });
  emit({ kind: "status", status: "loading", step: 0 });
  expect(playground.store.getState().notice).toBeUndefined();
  emit({ kind: "notice", code: "no-adapter", message });
  emit({ kind: "status", status: "loading", step: 0 });
  expect(playground.store.getState().notice).toEqual({ message, about: "engine" });
  // The next notice does not cover this one, and the same notice is not repeated.
  emit({ kind: "notice", code: "engine-lost", message: "restarted" });
  emit({ kind: "notice", code: "no-adapter", message });
  expect(playground.store.getState().notice).toEqual({
    message: "too large restarted",
    about: "engine",
  });
});

it("a preparation that is given up brings back the run before it from its last checkpoint", async () => {
  const page = setUp("#v=2&data=random&d=32&seed=7");
  const { playground, emit, loads, froms, checkpoints, calls, written, settle } = page;
  await settle();
  const checkpoint = { step: 40, steps: [40], tensors: {}, progress: [] };
  checkpoints.push(checkpoint);
  emit({ kind: "status", status: "paused", step: 40 });
  playground.actions.change({ rows: 64 });
  await vi.advanceTimersByTimeAsync(0);
  emit({ kind: "status", status: "loading", step: 0 });
  emit({ kind: "preparing", preparing: { what: "reading", done: 0, total: 5, seconds: 1, secondsLeft: 5 } });
  expect(playground.store.getState().preparing).toMatchObject({ done: 0, total: 5 });
  playground.actions.cancelLoading();
  expect(calls).toContain("abandonLoad");
  expect(playground.store.getState().config.rows).toBe(32);
  expect(playground.store.getState().notice?.message ?? "").toMatch(/at step 40/);
  expect(written.at(-1)).toBe("push v=2&data=random&d=32&seed=7");
  await settle();
  expect(loads.at(-1)?.rows).toBe(32);
  expect(await froms.at(-1)).toBe(checkpoint);
});

it("a later last step continues the run from its last checkpoint, unless a schedule ends at the last step", async () => {
  for (const [schedule, continues] of [
    ["", true],
    ["&sched=cosine", false],
  ] as const) {
    const { playground, emit, loads, froms, checkpoints, settle } = setUp(
      `#v=2&data=random&d=32&T=400${schedule}`,
    );
    await settle();
    const checkpoint = { step: 400, steps: [400], tensors: {}, progress: [] };
    checkpoints.push(checkpoint);
    emit({ kind: "status", status: "finished", step: 400 });
    playground.actions.change({ steps: 800 });
    await settle();
    expect(loads.at(-1)?.steps).toBe(800);
    expect(await froms.at(-1)).toBe(continues ? checkpoint : undefined);
    playground.actions.change({ steps: 300 });
    await settle();
    expect(froms.at(-1)).toBeUndefined();
  }
});

it("the first preparation that is given up leaves the settings, and can be begun again", async () => {
  const { playground, calls, loads, settle } = setUp("#v=2&data=random&d=32&seed=7");
  await vi.advanceTimersByTimeAsync(0);
  playground.actions.cancelLoading();
  expect(calls).toContain("abandonLoad");
  expect(playground.store.getState()).toMatchObject({ status: "failed", failure: { code: "cancelled" } });
  await playground.actions.goOn("auto");
  await settle();
  expect(loads.at(-1)).toMatchObject({ rows: 32, seed: 7 });
});
