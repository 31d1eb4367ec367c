/** The rules that stop training, with prepared errors and in the whole engine. */
import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../../../src/engine/engine.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { EarlyStopping, type Stopped } from "../../../src/training/early-stopping.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { followed } from "../../hosts/errors.ts";
import { NO_PROGRESS } from "../../../src/training/progress.ts";

const two = (link: string): Experiment =>
  MF_CODEC.decode(`v=2&data=random&d=12&nets=original,thin&${link}`).config;

const watcherOf = (experiment: Experiment): EarlyStopping =>
  new EarlyStopping(experiment, experiment.networks.map(followed));

/**
 * Sends errors in rounds of `round` steps, the same for train and recovery, and stops when the rule is met.
 */
function watch(experiment: Experiment, errors: readonly number[][], round = 3): Stopped | undefined {
  const watcher = watcherOf(experiment);
  const length = errors[0]?.length ?? 0;
  for (let from = 0; from < length; from += round) {
    errors.forEach((all, network) => {
      const values = Float64Array.from(all.slice(from, from + round));
      if (values.length > 0)
        watcher.take(
          network,
          { firstStep: from, columns: { train: values, recovery: values }, elapsedMs: 1 },
          [NO_PROGRESS],
        );
    });
    const stopped = watcher.check(from + round, 100, [], false);
    if (stopped) return stopped;
  }
  return undefined;
}

const falling = [1, 0.8, 0.5, 0.2, 0.09, 0.05, 0.02];
const slower = [1, 0.9, 0.8, 0.6, 0.4, 0.09, 0.04];

describe("EarlyStopping", () => {
  it("has no rule unless one is chosen", () => {
    expect(watch(two(""), [falling, slower])).toBeUndefined();
  });

  it.each([1, 2, 3, 5, 7])("names the same step however steps are cut: rounds of %i", (round) => {
    expect(watch(two("stop=recoveryAll&below=0.1"), [falling, slower], round)).toEqual({
      rule: "recoveryAll",
      step: 5,
    });
    expect(watch(two("stop=recoveryAny&below=0.1"), [falling, slower], round)).toEqual({
      rule: "recoveryAny",
      step: 4,
      network: "original",
    });
  });

  it("watches the train error if the rule names it", () => {
    const watcher = watcherOf(two("stop=trainAny&below=0.1"));
    const [train, recovery] = [Float64Array.of(1, 0.01), Float64Array.of(0.01, 1)];
    watcher.take(0, { firstStep: 0, columns: { train: recovery, recovery: train }, elapsedMs: 1 }, [
      NO_PROGRESS,
    ]);
    watcher.take(1, { firstStep: 0, columns: { train, recovery }, elapsedMs: 1 }, [NO_PROGRESS]);
    expect(watcher.check(2, 0, [], false)).toMatchObject({ step: 0, network: "original" });
  });

  it("leaves out networks that have diverged, and may stop because of one", () => {
    const lost = [1, 5, NaN, NaN, NaN, NaN, NaN];
    expect(watch(two("stop=recoveryAll&below=0.1"), [falling, lost])).toMatchObject({ step: 4 });
    expect(watch(two("stop=divergence"), [falling, lost])).toEqual({
      rule: "divergence",
      step: 2,
      network: "thin",
    });
    expect(watch(two("stop=divergence"), [falling, slower])).toBeUndefined();
  });

  it("a plateau counts once something was learned, and ends with progress", () => {
    const flat = (steps: number, value: number) => Array.from({ length: steps }, () => value);
    const waits = [...flat(20, 1), 0.5, ...flat(4, 0.5), 0.2, ...flat(20, 0.199)];
    const rule = two("stop=plateau&patience=10");
    expect(watch(rule, [waits, waits])).toEqual({ rule: "plateau", step: 35 });
    expect(watch(rule, [flat(60, 1), flat(60, 1)])).toBeUndefined();
    // As long as one network makes progress, there is no plateau.
    const goesOn = Array.from({ length: 46 }, (_, i) => 0.9 ** i);
    expect(watch(rule, [waits, goesOn])).toBeUndefined();
  });

  it("takes the worst of the seeds that are trained together", () => {
    const watcher = watcherOf(two("stop=recoveryAll&below=0.1&nets=original&B=2"));
    const values = Float64Array.of(0.01, 0.5, 0.01, 0.02);
    watcher.take(0, { firstStep: 0, columns: { train: values, recovery: values }, elapsedMs: 1 }, [
      NO_PROGRESS,
      NO_PROGRESS,
    ]);
    expect(watcher.check(2, 0, [], false)).toMatchObject({ step: 1 });
  });

  it("stops once, until it is armed again", () => {
    const watcher = watcherOf(two("nets=original&stop=recoveryAll&below=0.1&secs=1"));
    const take = (firstStep: number) =>
      watcher.take(
        0,
        {
          firstStep,
          columns: { train: Float64Array.of(0.01), recovery: Float64Array.of(0.01) },
          elapsedMs: 1,
        },
        [NO_PROGRESS],
      );
    take(0);
    expect(watcher.check(1, 600, [], false)).toMatchObject({ rule: "recoveryAll", step: 0 });
    take(1);
    expect(watcher.check(2, 600, [], false)).toEqual({ rule: "seconds", step: 2 });
    take(2);
    expect(watcher.check(3, 5000, [], false)).toBeUndefined();
    watcher.rearm();
    watcher.startAt(0);
    take(0);
    expect(watcher.check(1, 0, [], false)).toMatchObject({ rule: "recoveryAll", step: 0 });
  });
});

describe("the engine", () => {
  const link = "v=2&task=mf&data=random&d=12&r=1&T=3000&nets=original,yaras";
  function start() {
    const events: EngineEvent[] = [];
    const engine = new LocalEngine({ gpu: undefined, load: readBundled });
    engine.subscribe((event) => events.push(event));
    const last = () => events.filter((event) => event.kind === "status").at(-1);
    return { engine, events, last };
  }

  it("stops by the rule, names the step at which it held, and goes on when asked to", async () => {
    const { engine, events, last } = start();
    await engine.load(MF_CODEC.decode(`${link}&stop=recoveryAll&below=1e-2`).config, "cpu");
    await engine.play();
    const reached = events
      .flatMap((event) => (event.kind === "steps" ? event.networks : []))
      .filter(({ progress }) => progress.iterationsTo["1e-2"] !== null)
      .map(({ progress }) => progress.iterationsTo["1e-2"] as number);
    const status = last();
    expect(status).toMatchObject({
      status: "stopped",
      stopped: { rule: "recoveryAll", step: Math.max(...reached) },
    });
    expect(status?.step).toBeLessThan(3000);
    await engine.play();
    expect(last()).toEqual({ kind: "status", status: "finished", step: 3000 });
    await engine.reset();
    await engine.play();
    expect(last()).toMatchObject({ status: "stopped", stopped: { step: Math.max(...reached) } });
    await engine.dispose();
  });

  it("stops after seconds of training", async () => {
    const { engine, last } = start();
    await engine.load(MF_CODEC.decode(`${link}&T=10000000&secs=0.2`).config, "cpu");
    const started = performance.now();
    await engine.play();
    expect(last()).toMatchObject({ status: "stopped", stopped: { rule: "seconds" } });
    expect(performance.now() - started).toBeGreaterThanOrEqual(200);
    await engine.dispose();
  });

  /** With noise, the error on the hidden entries has a minimum before the last step. */
  const noisy = "v=2&data=random&d=16&r=1&p=0.6&noise=0.4&eta=1&eps=0.3&T=3000&nets=original,thin&val=0.15";

  it("with a validation split goes back to its least error, whatever the rounds are, and keeps the curves", async () => {
    const { engine, events, last } = start();
    const stepsOf = (id: string) =>
      events
        .flatMap((event) => (event.kind === "steps" ? event.networks : []))
        .filter((one) => one.id === id);
    await engine.load(MF_CODEC.decode(noisy).config, "cpu");
    await engine.play();
    const status = last();
    const backTo = status?.stopped?.backTo ?? NaN;
    expect(status).toMatchObject({ status: "stopped", step: backTo, stopped: { rule: "validation" } });
    expect(status?.stopped?.step).toBeGreaterThanOrEqual(backTo + 50);
    expect(backTo).toBeGreaterThan(0);
    // Validation ran only at multiples of ten. Its error was lowest at the step that training returned to.
    const evaluated = stepsOf("original").flatMap(({ progress }) => progress.evaluated["validation"] ?? []);
    expect(evaluated.every(({ step }) => step % 10 === 0)).toBe(true);
    expect(Math.min(...evaluated.map(({ value }) => value))).toBe(
      evaluated.find(({ step }) => step === backTo)?.value,
    );
    const there = stepsOf("original").at(-1);
    expect(there).toMatchObject({
      isRetraced: true,
      progress: { step: backTo, evaluated: { validation: { bestStep: backTo } } },
    });
    // Earlier measurements are kept.
    expect(there?.msPerStep).toBe(stepsOf("original").findLast(({ isRetraced }) => !isRetraced)?.msPerStep);
    // The state equals that of a run that trains only up to that step.
    await engine.load({ ...MF_CODEC.decode(noisy).config, stop: "none", steps: backTo }, "cpu");
    await engine.setSpeed(200_000);
    await engine.play();
    expect(stepsOf("original").at(-1)?.progress).toEqual(there?.progress);
    // With rounds of another length it stops at the same steps.
    await engine.load(MF_CODEC.decode(noisy).config, "cpu");
    await engine.step(7);
    await engine.play();
    expect(last()?.stopped).toEqual(status?.stopped);
    // Play continues from there without the rule.
    await engine.play();
    expect(last()).toMatchObject({ status: "finished", step: 3000 });
    await engine.dispose();
  });

  it("goes back to the best step of the best network, and still knows the best steps of the others", async () => {
    const { engine, events, last } = start();
    await engine.load(MF_CODEC.decode(noisy.replace("eta=1", "eta=0.1")).config, "cpu");
    await engine.play();
    const judged = ["original", "thin"].map((id) => {
      const all = events
        .flatMap((event) => (event.kind === "steps" ? event.networks : []))
        .flatMap((one) => (one.id === id ? (one.progress.evaluated["validation"] ?? []) : []));
      const best = Math.min(...all.map(({ value }) => value));
      expect(all.at(-1)).toMatchObject({ step: last()?.step, best });
      return all.at(-1);
    });
    expect(judged).toMatchObject([{ bestStep: 100 }, { bestStep: 90, step: 90 }]);
    await engine.dispose();
  });

  it("goes back from its last step to the least validation error, too, where the patience is not spent there", async () => {
    const { engine, last } = start();
    await engine.load(MF_CODEC.decode(noisy).config, "cpu");
    await engine.play();
    const backTo = last()?.stopped?.backTo ?? NaN;
    const steps = backTo + 24;
    await engine.load({ ...MF_CODEC.decode(noisy).config, steps }, "cpu");
    await engine.step(steps - 1);
    expect(last()).toMatchObject({ status: "paused", step: steps - 1 });
    await engine.play();
    expect(last()).toEqual({
      kind: "status",
      status: "stopped",
      step: backTo,
      stopped: { rule: "best", step: steps, backTo },
    });
    await engine.play();
    expect(last()).toMatchObject({ status: "finished", step: steps });
    // It does not go back if no earlier step was better, or beyond the last step.
    await engine.load({ ...MF_CODEC.decode(noisy).config, steps: backTo }, "cpu");
    await engine.play();
    expect(last()).toMatchObject({ status: "finished", step: backTo });
    await engine.load({ ...MF_CODEC.decode(noisy).config, steps: backTo + 10 }, "cpu");
    await engine.step(backTo + 20);
    expect(last()).toMatchObject({ status: "paused", step: backTo + 20 });
    await engine.dispose();
  });

  it("goes back where a network learns only noise, whose loss hardly falls", async () => {
    const { engine, events, last } = start();
    const noise = "v=2&data=noise&d=64&rhat=1&p=0.9&val=0.15&eps=0.3&eta=0.5&T=1000&nets=yaras";
    await engine.load(MF_CODEC.decode(noise).config, "cpu");
    await engine.play();
    const all = events.flatMap((event) => (event.kind === "steps" ? event.networks : []));
    const progress = all.at(-1)?.progress;
    expect((progress?.loss ?? NaN) / (progress?.lossAtStart ?? NaN)).toBeGreaterThan(0.9);
    expect(last()).toMatchObject({ status: "stopped", stopped: { rule: "validation" } });
    await engine.dispose();
  });

  it("evaluates the validation error without stopping if no rule is chosen", async () => {
    const { engine, events, last } = start();
    await engine.load(MF_CODEC.decode(`${noisy}&stop=none&T=100`).config, "cpu");
    await engine.play();
    expect(last()).toMatchObject({ status: "finished", step: 100 });
    const steps = events.findLast((event) => event.kind === "steps");
    expect(steps?.kind === "steps" && steps.networks[0]?.progress.evaluated["validation"]?.step).toBe(100);
    await engine.dispose();
  });
});
