import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import { afterTurns, followInTurns, inOwnFrame, inTurn } from "../../../src/store/timing.ts";

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

it("an update that is not the engine's reaches a copy at once, and leaves the engine's for its turn", () => {
  const store = createStore(() => ({ status: "running", version: 1, step: 10, rank: 3 }));
  const [first, second] = [createStore(() => store.getState()), createStore(() => store.getState())];
  const end = followInTurns(store, first);
  followInTurns(store, second);
  // A subscriber may change the state during an update, as the record of a lesson's outcome does.
  store.subscribe(({ step, rank }) => {
    if (step === 20 && rank === 3) store.setState({ rank: 4 });
  });
  store.setState({ version: 2, step: 20 });
  for (const copy of [first, second])
    expect(copy.getState()).toEqual({ status: "running", version: 1, step: 10, rank: 4 });
  vi.advanceTimersToNextTimer();
  expect(first.getState()).toEqual({ status: "running", version: 2, step: 20, rank: 4 });
  expect(second.getState().version).toBe(1);
  vi.runAllTimers();
  expect(second.getState()).toEqual(store.getState());
  end();
  store.setState({ rank: 5 });
  expect([first.getState().rank, second.getState().rank]).toEqual([4, 5]);
});

it("a running run leaves a part alone that nobody sees, until the run changes its status or somebody looks", () => {
  const store = createStore(() => ({ status: "running", version: 1 }));
  const copy = createStore(() => store.getState());
  const end = followInTurns(store, copy, false);
  store.setState({ version: 2 });
  vi.runAllTimers();
  expect(copy.getState().version).toBe(1);
  store.setState({ status: "done", version: 3 });
  vi.runAllTimers();
  expect(copy.getState()).toEqual({ status: "done", version: 3 });
  store.setState({ version: 4 });
  vi.runAllTimers();
  expect(copy.getState().version).toBe(4);
  store.setState({ status: "running", version: 5 });
  vi.runAllTimers();
  store.setState({ version: 6 });
  end();
  followInTurns(store, copy);
  expect(copy.getState().version).toBe(6);
});
