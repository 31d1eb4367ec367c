import { expect, test } from "vitest";
import { bandPath, dotsPath, linePath, type Point } from "../../../src/ui/charts/curve-paths.ts";

const POINTS: Point[] = [
  [0, 1],
  [1, 2],
  [2, NaN],
  [3, 4],
  [4, 5.25],
];

test("a gap divides a line", () => {
  expect(linePath(POINTS)).toBe("M0.0,1.0L1.0,2.0M3.0,4.0L4.0,5.3");
});

test("there is no dot at a gap", () => {
  expect(dotsPath(POINTS.slice(1, 4))).toBe("M1.0,2.0h0M3.0,4.0h0");
});

test("a band returns along its lower edge, and a gap of either edge divides it", () => {
  const lows = POINTS.map(([x], i): Point => [x, i === 4 ? NaN : 9]);
  expect(bandPath(POINTS, lows)).toBe("M0.0,1.0L1.0,2.0L1.0,9.0L0.0,9.0ZM3.0,4.0L3.0,9.0Z");
});

test("without points there is no path", () => {
  expect([linePath([]), dotsPath([]), bandPath([], [])]).toEqual(["", "", ""]);
});
