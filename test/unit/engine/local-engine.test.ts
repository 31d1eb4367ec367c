/** The whole engine on the CPU, as a page sees it. */
import { describe, expect, it, vi } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { asMatrixEvent, type MatrixEvent, type MatrixSteps } from "../../hosts/matrix-events.ts";
import { RunCollector } from "../../../src/engine/run-collector.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { mf } from "../../../src/workloads/mf/mf.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { errorsOf } from "../../hosts/errors.ts";

const small = MF_CODEC.repair({
  data: "random",
  rows: 12,
  rank: 1,
  steps: 300,
  task: "mc",
  observed: 0.8,
}).config;

const smallWith = (changes: Partial<Experiment>): Experiment => ({ ...small, ...changes });

function start() {
  const events: MatrixEvent[] = [];
  const engine = new LocalEngine({ gpu: undefined, load: readBundled });
  engine.subscribe((event) => events.push(asMatrixEvent(event)));
  const of = <K extends MatrixEvent["kind"]>(kind: K) =>
    events.filter((event): event is Extract<MatrixEvent, { kind: K }> => event.kind === kind);
  return {
    engine,
    of,
    statuses: () => of("status").map(({ status, step }) => `${status} ${step}`),
    steps: (): MatrixSteps[] => of("steps").flatMap(({ networks }) => networks),
  };
}

describe("LocalEngine", () => {
  it("lets a workload compute on the host’s threads before training", async () => {
    const poolWorkers = { count: 0, start: () => ({ terminate: () => undefined }) };
    const isGiven = async (host: { readonly poolWorkers?: typeof poolWorkers }) => {
      let found: unknown;
      const watched = {
        ...mf,
        build: (inputs: Parameters<typeof mf.build>[0]) => {
          found = inputs.openCpu;
          return mf.build(inputs);
        },
      };
      const workloads = new Map([["mf", () => Promise.resolve(watched)]]);
      await new LocalEngine({ gpu: undefined, load: readBundled, workloads, ...host }).load(small);
      return found !== undefined;
    };
    expect([await isGiven({}), await isGiven({ poolWorkers })]).toEqual([false, true]);
  });

  it("says why it runs on the CPU, loads, trains to the last step and finishes", async () => {
    const { engine, of, statuses, steps } = start();
    let heard = 0;
    const leave = engine.subscribe(() => heard++);
    leave();
    await engine.load(small);
    expect(heard).toBe(0);
    expect(of("notice")[0]?.message ?? "").toMatch(/CPU/);
    expect(of("loaded")[0]?.summary).toMatchObject({
      backend: "cpu",
      adapter: null,
      rows: 12,
      recoveryOver: "all",
      longestDispatch: (2 * 12 + 2) * 12 ** 2,
      networks: [
        { id: "original", follows: "gradient", rateScale: [1, 1, 1] },
        { id: "yaras", follows: "gradient", rateScale: [3, 1, 1, 1, 3] },
        { id: "thin", follows: "gradient", rateScale: [1, 1, 1] },
      ],
    });
    expect(statuses()).toEqual(["loading 0", "ready 0"]);
    await engine.play();
    expect(statuses()).toEqual(["loading 0", "ready 0", "running 0", "finished 300"]);
    const last = of("steps").at(-1)?.networks ?? [];
    expect(last.map(({ progress }) => progress.step)).toEqual([300, 300, 300]);
    // The engine reports every step of every network, in order and without a gap.
    for (const id of small.networks) {
      let next = 0;
      for (const { firstStep, columns } of steps().filter((entry) => entry.id === id)) {
        expect(firstStep).toBeLessThanOrEqual(next);
        next = Math.max(next, firstStep + errorsOf({ columns }).train.length);
      }
      expect(next).toBe(301);
    }
    const ofOriginal = of("views")
      .filter(({ step }) => step === 300)
      .flatMap(({ networks }) => networks.filter(({ id }) => id === "original"));
    const spectra = ofOriginal.find((view) => view.spectra)?.spectra;
    expect(spectra?.layers.map(({ length }) => length)).toEqual([12, 12, 12]);
    expect(ofOriginal.find((view) => view.pictures)?.pictures?.estimate).toHaveLength(12 * 12 * 4);
    await engine.dispose();
  });

  it("shows the start and the end in full if Play follows the load at once", async () => {
    const { engine, of } = start();
    let playing: Promise<void> | undefined;
    engine.subscribe(({ kind }) => {
      if (kind === "loaded") playing = engine.play();
    });
    await engine.load(small, "cpu");
    await playing;
    const seen = (step: number) =>
      of("views")
        .filter((event) => event.step === step)
        .flatMap(({ networks }) => networks);
    for (const step of [0, small.steps])
      for (const kind of ["pictures", "alignment", "spectra"] as const) {
        const ids = seen(step).flatMap((view) => (view[kind] ? [view.id] : []));
        expect(new Set(ids), `${kind} at ${step}`).toEqual(new Set(small.networks));
      }
    const first = of("views").find(({ networks }) => networks.some(({ spectra }) => spectra));
    expect(first?.step).toBe(0);
    expect(of("path").at(-1)?.path.steps.at(-1)).toBe(small.steps);
    await engine.dispose();
  });

  it("changes the rates of a run without building it anew; after a reset only the new rates count", async () => {
    const { engine, of, steps } = start();
    const collector = new RunCollector();
    engine.subscribe((event) => collector.take(event));
    const faster = { ...small, rate: 2 * small.rate };
    await engine.load(small, "cpu");
    await engine.step(20);
    await engine.setRates(faster);
    await engine.step(20);
    const [changed] = of("rates");
    const [before] = of("loaded")[0]?.summary.networks ?? [];
    expect(changed?.experiment).toEqual(faster);
    expect(changed?.networks[0]?.eta).toBe(2 * (before?.eta ?? NaN));
    expect(collector.summary?.experiment).toEqual(faster);
    expect(collector.summary?.networks[0]).toEqual({ ...before, ...changed?.networks[0] });
    // The theory assumes a constant rate.
    expect([of("loaded")[0]?.summary.expected !== undefined, changed?.expected]).toEqual([true, undefined]);
    const lastOf = (list: MatrixSteps[]) => list.findLast(({ id }) => id === "original")?.progress.loss;
    const mixed = lastOf(steps());
    await engine.reset();
    expect(of("rates")[1]?.expected).toBeDefined();
    await engine.step(40);
    const anew = start();
    await anew.engine.load(faster, "cpu");
    await anew.engine.step(40);
    expect(lastOf(steps())).toBe(lastOf(anew.steps()));
    expect(mixed).not.toBe(lastOf(steps()));
    expect(of("loaded")).toHaveLength(1);
    for (const one of [engine, anew.engine]) await one.dispose();
  });

  it("takes other rates within a round while it trains", async () => {
    const { engine, of, steps } = start();
    await engine.load({ ...small, steps: 1e6 }, "cpu");
    const playing = engine.play();
    const trained = async (more: number): Promise<void> => {
      const wanted = (steps().at(-1)?.progress.step ?? 0) + more;
      while ((steps().at(-1)?.progress.step ?? 0) < wanted)
        await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await trained(50);
    // Far beyond the limit, so that the networks diverge soon after they get this rate.
    await engine.setRates(smallWith({ steps: 1e6, rate: 4 }));
    await playing;
    expect(of("status").at(-1)?.status).toBe("diverged");
    await engine.dispose();
  });

  it("goes back to the same start", async () => {
    const { engine, steps } = start();
    await engine.load(small, "cpu");
    await engine.step(40);
    const before = steps().filter(({ id }) => id === "yaras");
    await engine.reset();
    const mark = steps().length;
    await engine.step(40);
    const after = steps()
      .slice(mark - small.networks.length)
      .filter(({ id }) => id === "yaras");
    const errors = (list: MatrixSteps[]) =>
      new Map(list.flatMap((s) => [...errorsOf(s).train].map((value, i) => [s.firstStep + i, value])));
    expect(errors(after)).toEqual(errors(before));
    expect(errors(after).size).toBe(41);
    await engine.dispose();
  });

  it("pauses, steps exactly, and goes on beyond the last step when asked again", async () => {
    const { engine, steps, statuses } = start();
    await engine.load(small, "cpu");
    await engine.step(10);
    await engine.step(1);
    expect(statuses().at(-1)).toBe("paused 11");
    await engine.play();
    expect(statuses().at(-1)).toBe("finished 300");
    const playing = engine.play();
    await expect.poll(() => steps().at(-1)?.progress.step).toBeGreaterThan(300);
    await engine.pause();
    await playing;
    expect(statuses().at(-1)).toMatch(/^paused (30[1-9]|3[1-9]\d|[4-9]\d\d|\d{4,})$/);
    await engine.dispose();
  });

  it("keeps to a speed limit until it is lifted", async () => {
    const { engine, of, statuses } = start();
    await engine.load(small, "cpu");
    await engine.setSpeed(20);
    const startedAt = performance.now();
    const playing = engine.play();
    const stepNow = () => of("steps").at(-1)?.networks[0]?.progress.step ?? 0;
    await expect.poll(stepNow).toBeGreaterThan(10);
    // A busy machine makes fewer steps in this time, never more.
    expect(stepNow()).toBeLessThan(2 * 20 * ((performance.now() - startedAt) / 1000) + 2);
    await engine.setSpeed(Infinity);
    await playing;
    expect(statuses().at(-1)).toBe("finished 300");
    await engine.dispose();
  });

  it("goes on at once when it is slowed down from full speed", async () => {
    const { engine, of } = start();
    await engine.load({ ...small, steps: 10_000_000 }, "cpu");
    const stepNow = () => of("steps").at(-1)?.networks[0]?.progress.step ?? 0;
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const playing = engine.play();
    for (let i = 0; i < 5; i++) {
      await engine.setSpeed(Infinity);
      await wait(150);
      await engine.setSpeed(50);
      // The round in flight may still be reported.
      await wait(100);
      const before = stepNow();
      await expect.poll(stepNow).toBeGreaterThan(before);
    }
    await engine.pause();
    await playing;
    await engine.dispose();
  });

  it("refuses measurements that no device holds, before they are made", async () => {
    const { engine, of } = start();
    await engine.load(smallWith({ task: "ms", rows: 384, cols: 384, measurements: 65_536 }), "cpu");
    expect(of("error")[0]).toMatchObject({ code: "over-limit" });
    expect(of("error")[0]?.message ?? "").toContain("fewer measurements");
    await engine.dispose();
  });

  it("names divergence and stops", async () => {
    const { engine, of, statuses } = start();
    await engine.load(smallWith({ rate: 3, epsilon: 0.5 }), "cpu");
    await engine.play();
    expect(statuses().at(-1)).toMatch(/^diverged/);
    expect(
      of("steps")
        .at(-1)
        ?.networks.some(({ progress }) => progress.diverged),
    ).toBe(true);
    expect(of("error")).toEqual([]);
    await engine.dispose();
  });

  it("refuses numbers that are not allowed, and goes on", async () => {
    const { engine, statuses } = start();
    await engine.load(small, "cpu");
    for (const refused of [
      engine.step(1.5),
      engine.step(Infinity),
      engine.restoreAt(-1),
      engine.restoreAt(NaN),
      engine.setSpeed(NaN),
      engine.setSpeed(0),
    ])
      await expect(refused).rejects.toMatchObject({ code: "bad-input" });
    await engine.step(3);
    expect(statuses().at(-1)).toBe("paused 3");
    await engine.dispose();
  });

  it("reports an error that a listener throws as the listener’s own, and trains on", async () => {
    const { engine, statuses } = start();
    const uncaught: unknown[] = [];
    const before = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.on("uncaughtException", (error) => uncaught.push(error.message));
    engine.subscribe(({ kind }) => {
      if (kind === "loaded") throw new Error("mine");
    });
    await engine.load(small, "cpu");
    await engine.step(3);
    expect(statuses().at(-1)).toBe("paused 3");
    expect(uncaught).toEqual(["mine"]);
    process.removeAllListeners("uncaughtException");
    for (const listener of before) process.on("uncaughtException", listener);
    await engine.dispose();
  });

  it("refuses WebGPU by name where there is none", async () => {
    const { engine, of, statuses } = start();
    await engine.load(small, "webgpu");
    expect(of("error")[0]?.code).toBe("no-webgpu");
    expect(statuses().at(-1)).toBe("failed 0");
    await engine.dispose();
  });

  it("brings the spectra up to the last step, also if the weights were asked for before training began", async () => {
    const { engine, of } = start();
    const loading = engine.load(small);
    const ready = (): void => expect(of("status").at(-1)?.status).toBe("ready");
    await vi.waitFor(ready, { interval: 1, timeout: 180_000 });
    await Promise.all([engine.play(), engine.showView("factors", true), loading]);
    const last = of("views").filter(({ step }) => step === 300);
    const withSpectra = last.flatMap(({ networks }) => networks.filter(({ spectra }) => spectra));
    expect(new Set(withSpectra.map(({ id }) => id))).toEqual(new Set(small.networks));
  });

  it("sends the errors, pictures, factors and spectra of all networks at one step in every frame", async () => {
    const { engine } = start();
    const errorsAt = new Map<string, number>();
    let frames = 0;
    engine.subscribe((event) => {
      if (event.kind === "steps")
        for (const { id, progress } of event.networks) errorsAt.set(id, progress.step);
      if (event.kind !== "views" || !event.networks.some((views) => views["pictures"])) return;
      frames++;
      expect(event.networks.map(({ id }) => id)).toEqual(small.networks);
      for (const { id, ...views } of event.networks) {
        expect(Object.keys(views)).toEqual(expect.arrayContaining(["pictures", "factors", "spectra"]));
        expect(errorsAt.get(id)).toBe(event.step);
      }
    });
    await engine.showView("factors", true);
    await engine.load(small, "cpu");
    await engine.play();
    // At least the first and the last step, and one during training.
    expect(frames).toBeGreaterThan(2);
    await engine.dispose();
  });

  it("records the spectra of every network at fixed steps, however fast it trains", async () => {
    const { engine, of } = start();
    await engine.load(small, "cpu");
    await engine.play();
    for (const id of small.networks) {
      const steps = of("views")
        .filter(({ networks }) => networks.some((views) => views.id === id && views.spectra))
        .map(({ step }) => step);
      const gaps = [...new Set(steps)]
        .toSorted((a, b) => a - b)
        .map((step, i, all) => step - (all[i - 1] ?? 0));
      expect(Math.max(...gaps), id).toBeLessThanOrEqual(Math.ceil(small.steps / 60));
    }
    await engine.dispose();
  });

  it("obeys a pause that comes before the run has begun", async () => {
    const { engine, statuses } = start();
    const commands = [engine.load(small, "cpu"), engine.play(), engine.pause()];
    await Promise.all(commands);
    expect(statuses().at(-1)).toBe("ready 0");
    const playing = engine.play();
    await engine.pause();
    await playing;
    expect(statuses().filter((status) => status.startsWith("running")).length).toBeLessThanOrEqual(1);
    expect(statuses().at(-1)).not.toMatch(/^running/);
    await engine.dispose();
  });

  it("drops a load that a newer one overtakes", async () => {
    const { engine, of } = start();
    const first = engine.load(small, "cpu");
    const second = engine.load({ ...small, seed: 9 }, "cpu");
    await Promise.all([first, second]);
    expect(of("loaded").at(-1)?.summary.experiment.seed).toBe(9);
    await engine.step(5);
    expect(of("error")).toEqual([]);
    await engine.dispose();
  });

  it("tells what is being prepared, part by part, and compiles last", async () => {
    const { engine, of } = start();
    await engine.load(smallWith({ networks: ["original", "yaras"], seeds: 2 }), "cpu");
    const told = of("preparing").map(({ preparing }) => preparing);
    expect(told.map(({ done }) => done)).toEqual(told.map((_, i) => i));
    expect(told.at(-1)).toMatchObject({ done: told.length - 1, total: told.length });
    expect(told.map(({ what }) => what)).toEqual([
      "reading the data",
      "making the problem of seed 1 of 2",
      "making the problem of seed 2 of 2",
      "initializing Original, seed 1 of 2",
      "initializing Compressed (Yaras et al.), seed 1 of 2",
      "initializing Original, seed 2 of 2",
      "initializing Compressed (Yaras et al.), seed 2 of 2",
      "compiling the kernels",
    ]);
    // The remaining time is at least that of the current part, and equals it for the last part.
    for (const { seconds, secondsLeft } of told) expect(secondsLeft).toBeGreaterThanOrEqual(seconds);
    expect(told.at(-1)?.secondsLeft).toBe(told.at(-1)?.seconds);
    await engine.dispose();
  });
});
