/** How long a run takes on this device, and the smaller run offered instead. */
import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../../src/workloads/mf/config/link.ts";
import { formatDuration, formatPace } from "../../../../src/store/format.ts";
import { expectedRun, paceOf, slowRun } from "../../../../src/store/run/pace.ts";
import { measuredStep } from "../../../../src/store/events.ts";
import { FIRST_STEP } from "../../../../src/store/run/status-label.ts";
import { firstStepText, timeAfterwards, timeOf } from "../../../../src/store/run/pace-text.ts";
import type { NetworkNow, LoadedRun } from "../../../../src/store/kinds/matrix-state.ts";

/** A run at step 100 of 1,500, with two networks that take this long per step. */
function seen(ms: readonly [number, number], link: string, speed: "full" | "1" = "full") {
  const { config } = MF_CODEC.decode(`v=2&data=random&T=1500&${link}`);
  const networks = ms.map((msPerStep) => ({ msPerStep, progress: undefined }) as NetworkNow);
  return { models: networks, run: { config } as LoadedRun, speed, step: 100 };
}

it("follows from the time per step of all networks, and from the chosen speed where that is slower", () => {
  expect(paceOf(seen([30, 20], "d=64"))).toEqual({ perSecond: 20, secondsLeft: 70 });
  expect(paceOf(seen([30, 20], "d=64", "1"))).toEqual({ perSecond: 1, secondsLeft: 1400 });
  expect(paceOf(seen([NaN, 20], "d=64"))).toBeUndefined();
  expect(paceOf({ ...seen([30, 20], "d=64"), step: 2000 })?.secondsLeft).toBe(0);
});

it("offers a size that takes about a minute where the device needs more than two", () => {
  expect(slowRun(seen([30, 20], "d=64"))).toBeUndefined();
  // The slow speed was chosen by the user and is no reason for an offer.
  expect(slowRun(seen([30, 20], "d=64", "1"))).toBeUndefined();
  const slow = slowRun(seen([400, 100], "d=1024"));
  expect(slow?.secondsLeft).toBe(700);
  // 750 s in total, so d falls by the cube root of 750 / 60.
  const { rows, width } = slow?.smaller ?? {};
  expect(rows).toBeCloseTo(1024 / (750 / 60) ** (1 / 3), -1);
  expect(width).toBe(rows);
});

it("ends at the run’s time limit", () => {
  expect(paceOf(seen([30, 20], "d=64&secs=8"))).toEqual({ perSecond: 20, secondsLeft: 8 });
  expect(slowRun(seen([400, 100], "d=1024&secs=60"))).toBeUndefined();
});

it("is said in steps per second, or in seconds for a step", () => {
  expect([151.3, 1.84, 1, 0.42].map((perSecond) => formatPace(perSecond))).toEqual([
    "150 steps per second",
    "1.8 steps per second",
    "1 step per second",
    "one step every 2.4 s",
  ]);
  expect([12.1, 700].map(formatDuration)).toEqual(["13 s", "12 min"]);
});

it("names the width of a long run", () => {
  const { config } = MF_CODEC.decode("v=2&task=mf&data=random&d=64&T=1000");
  const networks = [{ msPerStep: 9 }, { msPerStep: 1 }] as NetworkNow[];
  const run = { config, backend: "cpu" } as LoadedRun;
  const measured = measuredStep({ run, models: networks });
  const state = {
    models: networks,
    run,
    measured,
    speed: "full",
    isRestarting: false,
    step: 0,
    status: "loading",
    backend: "auto",
  } as const;
  const large = MF_CODEC.decode("v=2&task=mf&data=random&d=2048&T=1000").config;
  const expected = expectedRun({ ...state, config: large });
  if (!expected) throw new Error("expected: a time for the large run");
  expect(expected.smaller?.rows).toBeLessThan(2048);
  expect(timeAfterwards(large, expected)).toMatch(/^Training at width 2,048 then takes about [\d,]+ min at /);
});

describe("a run that has not been measured", () => {
  const small = MF_CODEC.decode("v=2&task=mf&data=random&d=128&T=1500").config;
  const expected = (link: string, changes: Partial<Parameters<typeof expectedRun>[0]> = {}) => {
    const { config } = MF_CODEC.decode(`v=2&task=mf&data=random&${link}`);
    const networks = [{ msPerStep: 9 }, { msPerStep: 1 }] as NetworkNow[];
    const run = { config: small, backend: "cpu" } as LoadedRun;
    const measured = measuredStep({ run, models: networks });
    const now = {
      isRestarting: false,
      models: networks,
      run,
      speed: "full",
      step: 1500,
      status: "finished",
      measured,
    } as const;
    return expectedRun({ ...now, backend: "auto", config, ...changes });
  };

  it("is judged by the last one, as the cube of the size", () => {
    // The original's 9 ms become 8³ times as many.
    const { secondsLeft = NaN, basis, smaller } = expected("d=1024&T=1500") ?? {};
    expect(secondsLeft / 60).toBeGreaterThan(100);
    expect(secondsLeft / 60).toBeLessThan(130);
    expect(basis).toBe("measured");
    // Without the number of known entries there is nothing to judge by.
    expect(expected("d=1024&T=1500&task=mc&data=file&entries=known&nets=yaras")).toBeUndefined();
    expect(smaller?.rows).toBeLessThan(400);
    expect(expected("d=1024&T=3000")?.secondsLeft).toBeCloseTo(2 * secondsLeft, 6);
    expect(expected("d=256&T=1500")?.smaller).toBeUndefined();
    expect(expected("d=128&T=1400")).toBeUndefined();
    expect(expected("d=1024&T=1500&secs=60")?.secondsLeft).toBe(60);
    expect(expected("d=1024&T=1500&secs=1")).toBeUndefined();
  });

  it("is judged until its own time is known", () => {
    const { config } = MF_CODEC.decode("v=2&task=mf&data=random&d=1024&T=1500");
    const run = { config, backend: "cpu" } as LoadedRun;
    const unknown = [{ msPerStep: NaN }, { msPerStep: NaN }] as NetworkNow[];
    expect(expected("d=1024&T=1500", { run, models: unknown, status: "ready", step: 0 })).toBeDefined();
    expect(expected("d=1024&T=1500", { run, status: "running", step: 3 })).toBeUndefined();
    expect(measuredStep({ run, models: unknown })).toBeUndefined();
  });

  it("is guessed from the usual speed of its engine before any run is measured", () => {
    const opened = { run: undefined, networks: [], measured: undefined, status: "loading", step: 0 } as const;
    const guess = (changes: Partial<Parameters<typeof expectedRun>[0]>, link = "d=1024&T=1500") =>
      expected(link, { ...opened, ...changes });
    // Two usual speeds: 7 · 10⁹ multiplications per second on the CPU, and 4 · 10⁸ on a software adapter. A step of the
    // original has 2 · 1024³.
    const onCpu = guess({ backend: "cpu" });
    expect(onCpu).toMatchObject({ basis: "cpu", mayBeFaster: false });
    expect((onCpu?.secondsLeft ?? NaN) / 1500).toBeGreaterThan(0.28);
    expect((onCpu?.secondsLeft ?? NaN) / 1500).toBeLessThan(0.34);
    const inSoftware = guess({ backend: "webgpu" });
    expect(inSoftware).toMatchObject({ basis: "softwareAdapter", mayBeFaster: true });
    expect((inSoftware?.secondsLeft ?? NaN) / 1500).toBeGreaterThan(5);
    expect((inSoftware?.secondsLeft ?? NaN) / 1500).toBeLessThan(6);
    expect(guess({})).toMatchObject({ basis: "cpu", mayBeFaster: true });
    expect(guess({}, "d=128&T=1500")).toBeUndefined();
    // Once the run is ready, its engine is known. Nobody has measured a graphics card here.
    const { config } = MF_CODEC.decode("v=2&task=mf&data=random&d=1024&T=1500");
    const ready = (run: object) =>
      guess({
        status: "running",
        models: [{ msPerStep: NaN }] as NetworkNow[],
        run: { config, ...run } as LoadedRun,
      });
    expect(ready({ backend: "cpu" })).toMatchObject({ basis: "cpu", mayBeFaster: false });
    expect(ready({ backend: "webgpu", isFallback: true })).toMatchObject({ basis: "softwareAdapter" });
    expect(ready({ backend: "webgpu", isFallback: false })).toBeUndefined();
  });

  it("says its time as a bound with its reason, and a long step during the first one", () => {
    const judged = { perSecond: 0.4, secondsLeft: 700 };
    expect(timeOf({ ...judged, basis: "cpu", mayBeFaster: true })).toBe(
      "roughly 12 min at one step every 2.5 s, a guess for two processor cores; a graphics card is faster",
    );
    expect(timeOf({ ...judged, basis: "measuredOnGpu", mayBeFaster: false })).toBe(
      "at most 12 min at one step every 2.5 s, by the speed of the last run",
    );
    expect(firstStepText({ ...judged, basis: "measured", mayBeFaster: false })).toBe(
      "The first step is running. A step takes about 3 s, the first one longer.",
    );
    expect(firstStepText({ ...judged, perSecond: 20, basis: "cpu", mayBeFaster: false })).toBe(FIRST_STEP);
    expect(firstStepText(undefined)).toBe(FIRST_STEP);
  });
});
