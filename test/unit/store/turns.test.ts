import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { afterTurns, inOwnFrame, inTurn } from "../../../src/store/turns.ts";

let frames: (() => void)[] = [];
const drawFrame = (): void => {
  const due = frames;
  frames = [];
  for (const call of due) call();
  vi.advanceTimersByTime(0);
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (call: () => void) => frames.push(call));
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("works in the order of the requests, one task each, and once for repeated requests", () => {
  const done: string[] = [];
  const [first, second] = [() => done.push("first"), () => done.push("second")];
  for (const work of [first, second, first]) inTurn(work);
  afterTurns(() => done.push("after"));
  vi.advanceTimersToNextTimer();
  expect(done).toEqual(["first"]);
  vi.runAllTimers();
  expect(done).toEqual(["first", "second", "after"]);
  afterTurns(() => done.push("at once"));
  expect(done.at(-1)).toBe("at once");
});

it("gives a frame of its own to work that fills it", () => {
  const done: string[] = [];
  inTurn(() => done.push("part"));
  inOwnFrame(() => done.push("chart"));
  inTurn(() => done.push("next part"));
  vi.advanceTimersByTime(10);
  expect(done).toEqual(["part"]);
  drawFrame();
  expect(done).toEqual(["part", "chart"]);
  vi.advanceTimersByTime(10);
  expect(done).toEqual(["part", "chart"]);
  drawFrame();
  vi.advanceTimersByTime(10);
  expect(done).toEqual(["part", "chart", "next part"]);
});

it("does not wait for ever on a page that draws no frames", () => {
  const done: string[] = [];
  inOwnFrame(() => done.push("chart"));
  inTurn(() => done.push("part"));
  vi.advanceTimersByTime(1000);
  expect(done).toEqual(["chart", "part"]);
});
