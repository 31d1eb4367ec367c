/** How long a run takes on this device, and the smaller run offered instead. */
import { expect, it } from "vitest";
import { decodeLink } from "../../../../src/experiment/link.ts";
import { formatDuration, formatPace } from "../../../../src/store/format.ts";
import { paceOf, slowRun } from "../../../../src/store/run/pace.ts";
import type { NetworkNow, RunFacts } from "../../../../src/store/state.ts";

/** A run at step 100 of 1,500, with two networks that take this long per step. */
function seen(ms: readonly [number, number], link: string, speed: "full" | "1" = "full") {
  const { experiment } = decodeLink(`v=2&data=random&T=1500&${link}`);
  const networks = ms.map((msPerStep) => ({ msPerStep, progress: undefined }) as NetworkNow);
  return { networks, run: { experiment } as RunFacts, speed, step: 100 };
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

it("is said in steps per second, or in seconds for a step", () => {
  expect([151.3, 1.84, 0.42].map(formatPace)).toEqual([
    "150 steps per second",
    "1.8 steps per second",
    "one step every 2.4 s",
  ]);
  expect([12.1, 700].map(formatDuration)).toEqual(["13 s", "12 min"]);
});
