import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { afterTurns, inTurn } from "../../../src/store/turns.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("each part has a task of its own, in the order of the requests", () => {
  const done: string[] = [];
  for (const name of ["a", "b", "c"]) inTurn(() => done.push(name));
  const seen = [[...done]];
  for (let task = 0; task < 3; task++) {
    vi.advanceTimersToNextTimer();
    seen.push([...done]);
  }
  expect(seen).toEqual([[], ["a"], ["a", "b"], ["a", "b", "c"]]);
  expect(vi.getTimerCount()).toBe(0);
});

test("a second request before its turn changes nothing, and one during its turn comes last", () => {
  const done: string[] = [];
  const again = (): void => {
    if (done.push("again") === 1) inTurn(again);
  };
  inTurn(again);
  inTurn(() => done.push("other"));
  inTurn(again);
  vi.runAllTimers();
  expect(done).toEqual(["again", "other", "again"]);
});

test("what comes after all turns is done at once if there are none", () => {
  const done: string[] = [];
  afterTurns(() => done.push("at once"));
  inTurn(() => done.push("part"));
  afterTurns(() => done.push("after"));
  expect(done).toEqual(["at once"]);
  vi.runAllTimers();
  expect(done).toEqual(["at once", "part", "after"]);
});

test("a part that fails does not stop the others", () => {
  const done: string[] = [];
  inTurn(() => {
    throw new Error("broken");
  });
  inTurn(() => done.push("next"));
  expect(() => vi.runAllTimers()).toThrow("broken");
  vi.runAllTimers();
  expect(done).toEqual(["next"]);
});
