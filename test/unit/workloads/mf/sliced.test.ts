/**
 * Work in slices: it pauses when its time is over, continues later, and can be abandoned. The spectra of a
 * run do the same.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import {
  ProbeScheduler,
  type Diagnostics,
  type View,
} from "../../../../src/workloads/mf/probes/probe-scheduler.ts";
import type { Captured, Session } from "../../../../src/workloads/mf/session.ts";
import type { Turn } from "../../../../src/core/macrotask.ts";
import type { Parts } from "../../../../src/core/parts.ts";
import { SlicedWork } from "../../../../src/workloads/mf/probes/sliced.ts";

it("continues slice by slice, as long as it may", async () => {
  let slices = 0;
  const work = new SlicedWork(async (turn) => {
    for (; slices < 3; slices++) await turn();
  });
  expect(await work.run(0)).toBe(false);
  expect(slices).toBeLessThan(3);
  let runs = 1;
  while (!(await work.run(0))) runs++;
  expect(slices).toBe(3);
  expect(runs).toBeLessThanOrEqual(3);
  expect(await work.run(0)).toBe(true);
});

it("is done in one go where the time suffices", async () => {
  const work = new SlicedWork(async (turn) => {
    for (let i = 0; i < 10; i++) await turn();
  });
  expect(await work.run(60_000)).toBe(true);
});

it("fails where the work fails, and is quiet when it was abandoned", async () => {
  const failing = new SlicedWork(async (turn) => {
    await turn();
    throw new Error("no device");
  });
  await expect(failing.run(60_000)).rejects.toThrow("no device");
  let wasDone = false;
  const abandoned = new SlicedWork(async (turn) => {
    await turn();
    await turn();
    wasDone = true;
  });
  expect(await abandoned.run(0)).toBe(false);
  abandoned.abandon();
  expect(await abandoned.run(60_000)).toBe(true);
  expect(wasDone).toBe(false);
});

const STEPS = 1920;
const NO_INSIGHT = { leaks: [], dimension: 0 };

/** A session whose spectra take a few turns, and a scheduler that records its reports. */
function watch(turns: number, diagnostic?: Diagnostics["diagnostic"], side = 2048) {
  const told: { step: number; network: number }[] = [];
  let state = 0;
  const session = {
    hasConstantRate: () => true,
    plan: { models: [0, 1].map(() => ({ f: { rows: side, cols: side }, W: [] })) },
    capture: () => Promise.resolve({ endToEnd: { rows: 1, cols: 1, data: [state] }, factors: [] }),
    spectraOf: async ({ endToEnd }: Captured, turn: Turn) => {
      for (let i = 0; i < turns; i++) await turn();
      return { endToEnd: [endToEnd.data[0]], layers: [] };
    },
    decompositionsOf: async (_captured: Captured, turn: Turn) => {
      for (;;) await turn();
    },
    factors: (network: number) => Promise.resolve([network]),
    pictures: () => Promise.resolve(true),
    allEndToEnd: () => Promise.resolve([]),
  };
  const frames: { step: number; parts: string[] }[] = [];
  const curvatures: { step: number; network: number; curvature: number; told: number }[] = [];
  const views = (step: number, seen: readonly View[]): void => {
    for (const { network, curvature } of seen)
      if (curvature !== undefined) curvatures.push({ step, network, curvature, told: told.length });
    for (const { network: _network, ...parts } of seen)
      if (parts.pictures) frames.push({ step, parts: Object.keys(parts).toSorted() });
    for (const { network, spectra } of seen) {
      if (!spectra) continue;
      // Computed from the matrices at that step.
      expect(spectra.endToEnd).toEqual([step]);
      told.push({ step, network });
    }
  };
  const never = {
    isDue: false,
    restart: () => undefined,
    record: () => Promise.resolve(undefined),
    measure: () => Promise.resolve(undefined),
  };
  /** Only the second network has a limit. */
  const curvature = (network: number, [factor]: readonly unknown[]): Parts<number> | undefined =>
    network === 1 ? countTo(Number(factor)) : undefined;
  const diagnostics = { diagnostic, paths: never, alignment: never, curvature } as unknown as Diagnostics;
  const scheduler = new ProbeScheduler(
    session as unknown as Session,
    { views, path: () => undefined },
    diagnostics,
    undefined,
    STEPS,
  );
  return { scheduler, told, frames, curvatures, moveTo: (step: number) => void (state = step) };
}

function* countTo(most: number): Parts<number> {
  for (let i = 0; i < most; i++) yield;
  return most;
}

it("spectra that are not waited for come while the run trains, in their order", async () => {
  const { scheduler, told, moveTo } = watch(3);
  await scheduler.showSlow(0, () => false);
  expect(told).toEqual([]);
  moveTo(8);
  while (told.length < 2) {
    await scheduler.probeDue(8);
    // On a busy machine one slice may not suffice, and the next one is due later.
    await sleep(1);
  }
  expect(told).toEqual([
    { step: 0, network: 0 },
    { step: 0, network: 1 },
  ]);
});

it("spectra of a run that goes back or ends are not told any more", async () => {
  const { scheduler, told, moveTo } = watch(3);
  await scheduler.showSlow(0, () => false);
  scheduler.end();
  moveTo(5);
  await scheduler.showSlow(5, () => true);
  expect(told).toEqual([
    { step: 5, network: 0 },
    { step: 5, network: 1 },
  ]);
});

it("measures the curvature on demand: in a pause, after the spectra, once for each step", async () => {
  const { scheduler, curvatures } = watch(3);
  await scheduler.showSlow(0, () => true);
  expect(curvatures).toEqual([]);
  scheduler.wanted = new Set(["curvature"]);
  await scheduler.showSlow(0, () => false);
  expect(curvatures).toEqual([]);
  for (let i = 0; i < 2; i++) await scheduler.showSlow(0, () => true);
  expect(curvatures).toEqual([{ step: 0, network: 1, curvature: 1, told: 2 }]);
  // A run that went back may be in another state at this step.
  scheduler.end();
  await scheduler.showSlow(0, () => true);
  expect(curvatures).toHaveLength(2);
});

it("after many pauses in a row, the spectra of the first and the last are reported", async () => {
  const { scheduler, told, moveTo } = watch(3);
  for (const step of [0, 1, 2, 3]) {
    moveTo(step);
    await scheduler.showSlow(step, () => step === 3);
  }
  expect(told.map(({ step }) => step)).toEqual([0, 0, 3, 3]);
});

it("a frame has pictures and spectra of one step, unless the spectra take long", async () => {
  const quick = watch(0, undefined, 128);
  quick.moveTo(3);
  await quick.scheduler.show(3);
  expect(quick.frames).toEqual([
    { step: 3, parts: ["pictures", "spectra"] },
    { step: 3, parts: ["pictures", "spectra"] },
  ]);
  const slow = watch(0);
  await slow.scheduler.show(0);
  expect(slow.frames[0]?.parts).toEqual(["pictures"]);
});

it("records at steps of a grid, which is finer where an error falls and does not depend on the time", async () => {
  const { scheduler } = watch(0, undefined, 128);
  const recorded: number[] = [];
  // A plateau, a stair from step 600 to 700, and a plateau.
  const errorAt = (step: number): number => 1 - 0.5 * Math.min(1, Math.max(0, (step - 600) / 100));
  for (let step = 0; step < STEPS; step += scheduler.stepsLeft(step, [errorAt(step)])) recorded.push(step);
  const [coarse, fine] = [STEPS / 64, STEPS / 192];
  expect(recorded.filter((step) => step <= 600)).toEqual(Array.from({ length: 21 }, (_, i) => coarse * i));
  expect(recorded).toEqual(expect.arrayContaining([630, 640, 650, 660, 670, 680, 690, 700]));
  expect(recorded.every((step) => step % fine === 0)).toBe(true);
  expect(recorded.slice(-3)).toEqual([1830, 1860, 1890]);
});

it("on a pause, all spectra come before the diagnostics, which may take long", async () => {
  const seen: number[] = [];
  const { scheduler, told } = watch(3, {
    network: 0,
    at: () => {
      seen.push(told.length);
      return Promise.resolve(NO_INSIGHT);
    },
  });
  await scheduler.showSlow(0, () => true);
  expect(seen).toEqual([2]);
});

it("a pause does not wait for the diagnostics of an earlier step", async () => {
  let asked = 0;
  const { scheduler, told, moveTo } = watch(3, {
    network: 0,
    at: async (_factors, step, decompose) => {
      if (step > 0) return NO_INSIGHT;
      asked++;
      await decompose();
      return NO_INSIGHT;
    },
  });
  await scheduler.showSlow(0, () => asked === 0);
  expect(asked).toBe(1);
  moveTo(5);
  await scheduler.showSlow(5, () => true);
  expect(told.map(({ step }) => step)).toEqual([0, 0, 5, 5, 5]);
});
