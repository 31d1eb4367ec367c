import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createThrottle } from "../../../src/store/timing.ts";

const SETTING = { fraction: 0.25, intervalMs: 100 };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", { hidden: false });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The times of the calls within `forMs`, if there is always something to show and drawing takes `drawMs`. */
function callsAt(drawMs: number, forMs: number): number[] {
  if (drawMs > 0)
    vi.stubGlobal("requestAnimationFrame", (callBack: () => void) => setTimeout(callBack, drawMs));
  const startedAt = performance.now();
  const calls: number[] = [];
  const { request } = createThrottle(() => calls.push(performance.now() - startedAt), SETTING);
  for (let ms = 0; ms < forMs; ms += 10) {
    request();
    vi.advanceTimersByTime(10);
  }
  return calls;
}

test("calls at once, then once per interval", () => {
  expect(callsAt(0, 350)).toEqual([0, 100, 200, 300]);
});

test("drawing takes at most its share of the time", () => {
  const calls = callsAt(100, 2000);
  expect(calls.length).toBeGreaterThanOrEqual(4);
  for (const [i, at] of calls.slice(1).entries())
    expect(at - (calls[i] as number)).toBeGreaterThanOrEqual(400);
});

test("goes on once a second where nothing is drawn", () => {
  const calls = callsAt(1e9, 3500);
  expect(calls).toHaveLength(4);
});

test("after a hidden tab is shown again, it goes on as before", () => {
  let frames: (() => void)[] = [];
  vi.stubGlobal("requestAnimationFrame", (callBack: () => void) => frames.push(callBack));
  const draw = (): void => {
    const drawn = frames;
    frames = [];
    for (const frame of drawn) frame();
  };
  let calls = 0;
  const { request } = createThrottle(() => calls++, SETTING);
  const train = (forMs: number, isDrawn: boolean): number => {
    const before = calls;
    for (let ms = 0; ms < forMs; ms += 10) {
      request();
      vi.advanceTimersByTime(10);
      if (isDrawn) draw();
    }
    return calls - before;
  };
  train(300, true);
  request();
  vi.stubGlobal("document", { hidden: true });
  // Chromium draws nothing in a hidden tab; the last frame comes when the tab is shown.
  train(10_900, false);
  vi.stubGlobal("document", { hidden: false });
  expect(train(1000, true)).toBeGreaterThanOrEqual(6);
});

test("a waiting call can be made now", () => {
  const work = vi.fn<() => void>();
  const { request, flush } = createThrottle(work, SETTING);
  request();
  request();
  expect(work).toHaveBeenCalledTimes(1);
  flush();
  expect(work).toHaveBeenCalledTimes(2);
  flush();
  expect(work).toHaveBeenCalledTimes(2);
});
