/** A machine that sleeps while it trains. When it wakes, its clock has moved on. */
import { afterEach, expect, it, vi } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import type { EngineEvent } from "../../../src/engine/engine.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { randomStream } from "../../../src/math/random.ts";
import { readBundled } from "../../hosts/bundled.ts";

afterEach(() => void vi.restoreAllMocks());

const HOUR = 3_600_000;
const JUMPS = 60;
/** Probability of a jump at a clock check. */
const CHANCE = 0.05;

const { config } = MF_CODEC.repair({
  data: "random",
  rows: 48,
  rank: 2,
  steps: 10_000_000,
  epsilon: 0.3,
  // Longer than it trains, shorter than it sleeps.
  seconds: 1000,
});

/** The last step that was reported. */
const stepOf = (events: readonly EngineEvent[]): number =>
  Math.max(
    0,
    ...events.flatMap((event) =>
      event.kind === "steps" ? event.networks.map((one) => one.progress.step) : [],
    ),
  );
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it("hours of sleep are no training: time per step, the limit of time and the pictures do not follow the clock", async () => {
  const real = performance.now.bind(performance);
  const clock = { sleptMs: 0, jumps: 0 };
  // The clock may jump between any two checks, even within measurements.
  const random = randomStream(1, "sleep");
  vi.spyOn(performance, "now").mockImplementation(() => {
    if (clock.jumps > 0 && random.uniform() < CHANCE) {
      clock.jumps--;
      clock.sleptMs += HOUR;
    }
    return real() + clock.sleptMs;
  });
  let events: EngineEvent[] = [];
  const engine = new LocalEngine({ gpu: undefined, load: readBundled });
  engine.subscribe((event) => events.push(event));
  await engine.load(config, "cpu");
  const playing = engine.play();
  // The time per step must be known first.
  while (stepOf(events) < 10_000) await wait(20);
  /** The events of at least 200 ms of training, until views have come. */
  const observe = async () => {
    events = [];
    await wait(200);
    await expect.poll(() => new Set(events.map(({ kind }) => kind))).toContain("views");
    await expect.poll(() => new Set(events.map(({ kind }) => kind))).toContain("steps");
    return {
      statuses: events.flatMap((event) => (event.kind === "status" ? [event.status] : [])),
      msPerStep: events
        .flatMap((event) => (event.kind === "steps" ? [event.networks.map((one) => one.msPerStep)] : []))
        .at(-1),
    };
  };
  const before = await observe();
  clock.jumps = JUMPS;
  while (clock.jumps > 0) await wait(20);
  const after = await observe();
  await engine.pause();
  await playing;
  await engine.dispose();
  expect([...before.statuses, ...after.statuses]).toEqual([]);
  expect(before.msPerStep).toHaveLength(config.networks.length);
  // If one of the hours counted as training, a step would take longer than this in the mean of 60,000 steps.
  for (const ms of after.msPerStep ?? []) expect(ms).toBeLessThan(HOUR / 60_000);
});
