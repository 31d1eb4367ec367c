/** Looking back at a step and changing a setting, with the real engine. */
import { digitsFile } from "../../../scripts/vite/digits.ts";
import type { PageAddress } from "../../../src/store/address.ts";
import { MLP } from "../../../src/store/kinds/digits.ts";
import { createPlayground } from "../../../src/store/playground.ts";
import { mlpConfig } from "../../../src/workloads/digits/config.ts";
import { mlpWorkload } from "../../../src/workloads/digits/workload.ts";
import { MATRIX } from "./steps.ts";
import { MF } from "../../../src/store/kinds/mf.ts";
import type { Config } from "../../../src/store/state.ts";
import { expect, it, vi } from "vitest";
import type { NetworkSteps } from "../../../src/engine/engine.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { isDrawnBeside } from "../../../src/store/pins/pins.ts";
import { branchText, canFork, keepsState } from "../../../src/store/look-back.ts";
import { createMatrixPlayground } from "./matrix-page.ts";
import type { MatrixPlayground } from "../../../src/store/kinds/matrix.ts";
import { readBundled } from "../../hosts/bundled.ts";

const LINK = "v=2&task=mf&data=random&d=12&r=1&eps=0.1&T=300&nets=original,yaras";
const host = { gpu: undefined, load: readBundled };

const STEP = 137;

const WAIT = { timeout: 20_000, interval: 10 };

const addressOf = (hash: string): PageAddress => ({
  hash,
  backend: "cpu",
  linkTo: (link) => link,
  write: () => undefined,
  writeBackend: () => undefined,
  onChange: () => () => undefined,
});

/** A playground that has trained to its end and shows STEP. */
async function trained(): Promise<MatrixPlayground> {
  const playground = createMatrixPlayground({
    startEngine: () => new LocalEngine(host),
    address: addressOf(LINK),
    reducedMotion: false,
    autoplay: false,
  });
  const reached = (status: string) => () => expect(playground.store.getState().status).toBe(status);
  await vi.waitFor(reached("ready"), { timeout: 180_000 });
  playground.actions.chooseSpeed("full");
  playground.actions.step(STEP);
  await vi.waitFor(reached("paused"), { timeout: 180_000 });
  playground.actions.play();
  await finished(playground);
  return playground;
}

const finished = (
  { store }: MatrixPlayground,
  wanted: (e: Experiment) => boolean = () => true,
): Promise<void> =>
  vi.waitFor(
    () => {
      const { status, run } = store.getState();
      if (status !== "finished" || !run || !wanted(run.config)) throw new Error(status);
    },
    { timeout: 180_000, interval: 10 },
  );

const curveOf = ({ data }: MatrixPlayground): number[] =>
  Array.from({ length: 301 }, (_, step) => data.models.get("original")?.recovery.at(step) ?? NaN);

/** The curve of a run that changes its experiment at a step. */
async function reference(before: Experiment, step: number, after: Experiment): Promise<number[]> {
  const engine = new LocalEngine(host);
  const curve: number[] = [];
  const take = ({ id, firstStep, columns }: NetworkSteps): void => {
    if (id === "original") columns["recovery"]?.forEach((value, i) => (curve[firstStep + i] = value));
  };
  engine.subscribe((event) => void (event.kind === "steps" && event.networks.forEach(take)));
  await engine.load(before, "cpu");
  await engine.step(step);
  await engine.load(after, "cpu", await engine.checkpointAt(step));
  await engine.play();
  await engine.dispose();
  return curve;
}

it.each([
  ["a slower rate", { rate: 0.1 }, "Learning rate η̂ 0.1", "Learning rate η̂ 0.25"],
  ["a falling rate", { schedule: "linear" }, "Rate over time linear", "Rate over time constant"],
  ["momentum", { optimizer: "momentum" }, "Optimizer momentum", "Optimizer gd"],
  ["γ", { gamma: 2 }, "Factor rate γ 2", "Factor rate γ 0"],
] as const)(
  "%s branches off exactly where a person looks back, beside the curve so far, and says so",
  async (_, changes, now, then) => {
    const playground = await trained();
    const { store, actions } = playground;
    const before = curveOf(playground);
    expect(store.getState().run?.expected?.escapes).toHaveLength(1);
    actions.lookAt(STEP);
    expect(store.getState().lookingAt).toBe(STEP);
    actions.change(changes);
    await finished(playground, (e) =>
      Object.entries(changes).every(([name, value]) => e[name as "rate"] === value),
    );
    const after = curveOf(playground);
    expect(after.slice(0, STEP + 1)).toEqual(before.slice(0, STEP + 1));
    const { config, pins, lookingAt } = store.getState();
    expect(after).toEqual(await reference(MF_CODEC.decode(LINK).config, STEP, config));
    // The axis of seconds and the table agree about the steps since then.
    const { seconds } = playground.data.models.get("original") as NonNullable<
      ReturnType<typeof playground.data.models.get>
    >;
    const msPerStep = store.getState().models.find(({ id }) => id === "original")?.msPerStep ?? NaN;
    expect(seconds.at(300) - seconds.at(STEP)).toBeCloseTo((msPerStep * (300 - STEP)) / 1000, 9);
    expect(lookingAt).toBeUndefined();
    // The theory's predictions assume that these settings have held since step 0.
    const { run } = store.getState();
    expect(run?.expected).toBeUndefined();
    expect(run?.models.map(({ aligned }) => aligned)).toEqual([undefined, undefined]);
    expect(pins.map(({ models }) => models[0]?.curves["recovery"]?.steps.at(-1))).toEqual([300]);
    expect(pins[0]?.name).toBe(then);
    const besides = [config, { ...config, rank: 2 }, { ...config, seed: 5 }];
    expect(besides.map((one) => pins[0] && isDrawnBeside(MF, pins[0], one))).toEqual([true, false, false]);
    expect(store.getState().notice?.message).toBe(
      `Branched at step ${STEP}: ${now} from here on. The old curve stays visible.`,
    );
    // The steps before had other settings, so the engine cannot repeat them.
    actions.lookAt(0);
    expect(store.getState().lookingAt).toBe(0);
    expect(canFork(store.getState())).toBe(false);
    actions.lookAt(STEP);
    expect(canFork(store.getState())).toBe(true);
    // The note’s step and end are no longer those of a run that goes on.
    const { notice } = store.getState();
    actions.change({ steps: 301 });
    expect(store.getState().notice).toBeUndefined();
    await finished(playground, ({ steps }) => steps === 301);
    store.setState({ notice });
    // Shortly after the end of a run, Play does nothing.
    const plays = (): void => {
      actions.play();
      expect(store.getState().notice).toBeUndefined();
    };
    await vi.waitFor(plays, { timeout: 180_000 });
    actions.pause();
    store.setState({ notice });
    actions.lookAt(STEP);
    actions.fork();
    expect(store.getState().notice).toBeUndefined();
    actions.reset();
    const isReset = (): void =>
      expect(store.getState()).toMatchObject({ status: "ready", returnableFrom: 0 });
    await vi.waitFor(isReset, { timeout: 180_000 });
    expect(store.getState().notice).toBeUndefined();
  },
);

it("a branch whose last step follows the changed rate says so", () => {
  const [before, slower] = ["", "&eta=0.1"].map(
    (rate) => MF_CODEC.decode(`v=2&data=random&d=12&r=1${rate}`).config,
  ) as [Experiment, Experiment];
  const branch = (step: number, from: Experiment, to: Experiment): string =>
    branchText(MATRIX, step, from as unknown as Config, to as unknown as Config);
  expect(slower.steps).toBeGreaterThan(before.steps);
  expect(branch(9, before, slower)).toMatch(/ The run now ends at step [\d,]+ instead of [\d,]+\.$/);
  expect(branch(9, before, { ...before, steps: slower.steps })).toMatch(/The old curve stays visible\.$/);
});

it("a later last step trains on, exactly as a run of all these steps would, and keeps the predictions", async () => {
  const playground = await trained();
  const { run } = playground.store.getState();
  const before = curveOf(playground);
  playground.actions.change({ steps: 400 });
  await finished(playground, ({ steps }) => steps === 400);
  expect(curveOf(playground)).toEqual(before);
  const whole = { ...MF_CODEC.decode(LINK).config, steps: 400 };
  const { recovery } = playground.data.models.get("original") ?? {};
  const ends = [301, 350, 400].map((step) => recovery?.at(step));
  const engine = new LocalEngine(host);
  const curve: number[] = [];
  engine.subscribe((event) => {
    if (event.kind !== "steps") return;
    for (const { id, firstStep, columns } of event.networks)
      if (id === "original") columns["recovery"]?.forEach((value, i) => (curve[firstStep + i] = value));
  });
  await engine.load(whole, "cpu");
  await engine.play();
  await engine.dispose();
  expect(ends).toEqual([301, 350, 400].map((step) => curve[step]));
  expect(playground.store.getState().run?.expected?.escapes).toEqual(run?.expected?.escapes);
});

it("a setting that changes matrices starts the run anew, and says so", async () => {
  const playground = await trained();
  const { store, actions } = playground;
  actions.lookAt(STEP);
  actions.change({ rows: 14 });
  await finished(playground, ({ rows }) => rows === 14);
  expect(store.getState().notice?.message).toContain("training starts over");
  expect(store.getState().pins).toEqual([]);
  expect(curveOf(playground)[0]).toBeCloseTo(1, 1);
});

it("only a setting that leaves every matrix as it is keeps the state", () => {
  const of = (link: string): Experiment => MF_CODEC.decode(`v=2&data=random&d=12&${link}`).config;
  const keeps = (before: Experiment, after: Experiment): boolean =>
    keepsState(MATRIX, before as unknown as Config, after as unknown as Config);
  const from = of("T=50");
  for (const link of [
    "eta=0.1",
    "sched=cosine",
    "gamma=1",
    "opt=momentum",
    "noise=0.1&T=50",
    "p=0.9&T=50",
    "mask=rows",
  ])
    expect(keeps(from, of(link)), link).toBe(true);
  for (const link of [
    "L=4",
    "d=14",
    "rhat=2",
    "width=20",
    "opt=adam",
    "seed=1",
    "eps=0.1",
    "nets=original",
    "B=2",
  ])
    expect(keeps(from, of(link)), link).toBe(false);
  expect(keeps(MF_CODEC.decode("v=2").config, MF_CODEC.decode("v=2&noise=0.1").config)).toBe(false);
});

it("a digits run is looked back at, branches off exactly there, and trains on to a later last step", async () => {
  const digits = digitsFile();
  const config = mlpConfig({
    width: 16,
    samples: 60,
    batch: 10,
    steps: 60,
    rate: 0.1,
    arms: ["plain", "dln"],
  });
  const { store, data, actions } = createPlayground(MLP, {
    startEngine: () =>
      new LocalEngine({
        gpu: undefined,
        load: () => Promise.resolve(digits.bytes),
        workloads: new Map([["mlp", () => Promise.resolve(mlpWorkload(digits))]]),
      }),
    address: addressOf(MLP.encode(config as unknown as Config)),
    reducedMotion: false,
    autoplay: false,
  });
  const ends = (steps: number): Promise<void> =>
    vi.waitFor(() => expect(store.getState()).toMatchObject({ status: "finished", step: steps }), WAIT);
  const lossAt = (step: number): number => data.models.get("dln")?.columns.get("loss")?.at(step) ?? NaN;
  const losses = (): number[] => Array.from({ length: 61 }, (_, step) => lossAt(step));
  await vi.waitFor(() => expect(store.getState().status).toBe("ready"), WAIT);
  actions.chooseSpeed("full");
  actions.step(23);
  await vi.waitFor(() => expect(store.getState()).toMatchObject({ status: "paused", step: 23 }), WAIT);
  // The views of a step come after its status.
  await vi.waitFor(() => expect(data.recording.steps).toContain(23), WAIT);
  const then = store.getState().models[1]?.progress;
  actions.play();
  await ends(60);
  const before = losses();
  await vi.waitFor(() => expect(data.recording.steps).toContain(60), WAIT);
  actions.lookAt(23);
  const { lookingAt, modelsThen } = store.getState();
  expect(lookingAt).toBe(23);
  const { loss, headline, best, bestStep, evaluated } = then ?? {};
  expect(modelsThen?.[1]?.progress).toMatchObject({ step: 23, loss, headline, best, bestStep, evaluated });
  expect(data.viewOf("dln", "block")?.step).toBe(23);
  actions.change({ rate: 0.02 });
  await vi.waitFor(() => expect(store.getState().run?.config["rate"]).toBe(0.02), WAIT);
  await ends(60);
  expect(losses().slice(0, 24)).toEqual(before.slice(0, 24));
  expect(losses().slice(25)).not.toEqual(before.slice(25));
  const { pins, notice, returnableFrom } = store.getState();
  expect(pins[0]?.models.map(({ id }) => id)).toEqual(["plain", "dln"]);
  expect(notice?.message).toMatch(/^Branched at step 23: Learning rate η 0\.02 from here on\./);
  expect(returnableFrom).toBe(23);
  const branched = losses();
  actions.change({ steps: 80 });
  await ends(80);
  expect(losses()).toEqual(branched);
}, 60_000);
