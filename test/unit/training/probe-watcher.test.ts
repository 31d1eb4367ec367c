/** The order of a workload's probes around a pause, with probes that measure nothing. */
import { expect, test } from "vitest";
import { ProbeWatcher } from "../../../src/training/probe-watcher.ts";
import type { ModelSession } from "../../../src/training/session.ts";
import type { Probe } from "../../../src/training/plan.ts";

const ALL = ["0 spectrum", "1 spectrum", "0 answers", "1 answers"];

/** Two models, of which one is tested every four steps. Each probe takes turns in training once an hour. */
function watch() {
  const told: string[] = [];
  const probe = (view: string): Probe => ({
    budget: { fraction: 0.1, intervalMs: 3_600_000 },
    inTurn: true,
    measure: () => Promise.resolve({ [view]: true }),
  });
  const session = {
    plan: { models: [{ evaluations: [{ every: 4 }] }, { evaluations: [] }] },
    read: () => Promise.resolve([]),
  } as unknown as ModelSession;
  const watcher = new ProbeWatcher(session, () => [probe("spectrum"), probe("answers")], false, {
    views: (_step, views) =>
      views.forEach(({ network, ...view }) => told.push(`${network} ${Object.keys(view).join()}`)),
    path: () => undefined,
  });
  return { watcher, told };
}

test("a pause runs every probe of every model", async () => {
  const { watcher, told } = watch();
  await watcher.show();
  expect(told).toEqual([]);
  await watcher.showSlow(0, () => true);
  expect(told).toEqual(ALL);
  expect(await watcher.useIdleTime(8)).toBe(false);
});

test("where training waits, the rest follows in idle time, after the first test", async () => {
  const { watcher, told } = watch();
  await watcher.showSlow(0, () => told.length < 1);
  watcher.restart();
  await watcher.probeDue(3);
  expect(await watcher.useIdleTime(3)).toBe(false);
  expect(told).toEqual(ALL.slice(0, 1));
  while (await watcher.useIdleTime(4));
  expect(told).toEqual(ALL);
});

test("the models of a probe that does not take turns are reported together, in training and in a pause", async () => {
  const told: number[][] = [];
  const session = { plan: { models: [{ evaluations: [] }, { evaluations: [] }] }, read: () => [] };
  const probe: Probe = {
    budget: { fraction: 1, intervalMs: 0 },
    inTurn: false,
    measure: () => Promise.resolve({ answers: true }),
  };
  const watcher = new ProbeWatcher(session as unknown as ModelSession, () => [probe], false, {
    views: (_step, views) => void told.push(views.map(({ network }) => network)),
    path: () => undefined,
  });
  await watcher.probeDue(3);
  await watcher.showSlow(4, () => true);
  await watcher.probe(5);
  expect(told).toEqual([
    [0, 1],
    [0, 1],
    [0, 1],
  ]);
});

test("a run that goes elsewhere owes nothing", async () => {
  const { watcher, told } = watch();
  await watcher.showSlow(0, () => false);
  watcher.end();
  expect(await watcher.useIdleTime(4)).toBe(false);
  expect(told).toEqual([]);
});
