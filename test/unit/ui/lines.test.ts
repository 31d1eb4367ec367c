import { expect, test } from "vitest";
import { bandPath, dotsPath, linePath, type Point } from "../../../src/ui/charts/lines.tsx";

const POINTS: Point[] = [
  [0, 1],
  [1, 2],
  [2, NaN],
  [3, 4],
  [4, 5.25],
];

test("a gap divides a line", () => {
  expect(linePath(POINTS)).toBe("M0.00,1.00L1.00,2.00M3.00,4.00L4.00,5.25");
});

test("a point far outside of the plot has a coordinate that browsers accept", () => {
  expect(
    linePath([
      [0, 1],
      [1, -4e27],
    ]),
  ).toBe("M0.00,1.00L1.00,-100000.00");
});

test("there is no dot at a gap", () => {
  expect(dotsPath(POINTS.slice(1, 4))).toBe("M1.00,2.00h0M3.00,4.00h0");
});

test("a band returns along its lower edge, and a gap of either edge divides it", () => {
  const lows = POINTS.map(([x], i): Point => [x, i === 4 ? NaN : 9]);
  expect(bandPath(POINTS, lows)).toBe("M0.00,1.00L1.00,2.00L1.00,9.00L0.00,9.00ZM3.00,4.00L3.00,9.00Z");
});

test("without points there is no path", () => {
  expect([linePath([]), dotsPath([]), bandPath([], [])]).toEqual(["", "", ""]);
});
