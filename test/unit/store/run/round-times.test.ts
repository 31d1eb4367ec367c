import { expect, it } from "vitest";
import { compareTimes } from "../../../../src/store/format.ts";
import { RoundTimes } from "../../../../src/store/run/round-times.ts";

/** The means after each round of ten steps, where each step of a round takes the listed time. */
function after(perStep: readonly number[], from = 0): RoundTimes {
  const times = new RoundTimes();
  times.take(from, NaN);
  let ms = 0;
  perStep.forEach((each, i) => {
    ms += 10 * each;
    times.take(from + 10 * (i + 1), ms / (10 * (i + 1)));
  });
  return times;
}

it("the spread is unknown until there are some rounds", () => {
  expect(after([1, 2, 1, 2]).spread).toBeNaN();
  expect(after([1, 1, 1, 1, 1]).spread).toBeCloseTo(0, 12);
});

it("the spread is half of the middle half of the rounds, wherever the measurement began", () => {
  expect(after([1, 2, 3, 4, 5]).spread).toBeCloseTo(1 / 3, 12);
  expect(after([1, 2, 3, 4, 5], 500).spread).toBeCloseTo(1 / 3, 12);
});

it("forgets rounds on a busy machine once forty steady ones have followed", () => {
  const busy = Array.from({ length: 60 }, (_, i) => 1 + (i % 5));
  const steady = Array.from({ length: 40 }, () => 1);
  expect(after(busy).spread).toBeGreaterThan(0.3);
  expect(after([...busy, ...steady]).spread).toBeCloseTo(0, 12);
});

it("starts anew where training goes back", () => {
  const times = after([1, 2, 3, 4, 5]);
  times.take(20, NaN);
  expect(times.spread).toBeNaN();
});

it("a ratio of times says its spread, and waits until it is known", () => {
  const timed = (msPerStep: number, msSpread: number) => ({ msPerStep, msSpread });
  expect(compareTimes(timed(14, 0.03), timed(1, 0.04))).toBe("(14 ± 0.7)× less");
  expect(compareTimes(timed(1, 0.3), timed(2, 0.4), " time")).toBe("(2.0 ± 1)× more time");
  expect(compareTimes(timed(1, 0.1), timed(1.05, 0.1), " time")).toBe("as much time");
  expect(compareTimes(timed(14, 0.1), timed(1, NaN))).toBe("–");
});
