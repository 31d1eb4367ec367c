import { describe, expect, it } from "vitest";
import { stepAt } from "../../../src/ui/charts/loss/loss-data.ts";
import {
  closer,
  axisEnd,
  formatX,
  rangeBetween,
  stepTicks,
  xAxis,
} from "../../../src/ui/charts/axes/x-axis.ts";

describe("xAxis", () => {
  it.each([
    ["steps", [0, 400]],
    ["flops", [3e4, 7e7]],
    ["seconds", [2e-5, 0.9]],
  ] as const)("%s: places and values are inverse, and the marks lie inside", (xUnit, whole) => {
    const axis = xAxis(xUnit, whole, undefined);
    for (const fraction of [0, 0.25, 1]) expect(axis.fraction(axis.at(fraction))).toBeCloseTo(fraction, 10);
    expect(axis.ticks.length).toBeGreaterThan(1);
    for (const tick of axis.ticks) {
      expect(axis.fraction(tick)).toBeGreaterThanOrEqual(-1e-9);
      expect(axis.fraction(tick)).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  it("a log axis stands on decades, and step 0 lies before its start", () => {
    const axis = xAxis("flops", [3e4, 7e7], undefined);
    expect(axis.domain).toEqual([1e4, 1e8]);
    expect(axis.fraction(0)).toBeLessThan(0);
  });

  it.each([1e308, Infinity])("a log axis to %f has few marks", (end) => {
    expect(xAxis("flops", [1, end], undefined).ticks.length).toBeLessThan(20);
  });

  it("zooms into half of what is shown, to two steps at least", () => {
    expect(closer(xAxis("steps", [0, 400], undefined), 0.5)).toEqual([100, 300]);
    expect(closer(xAxis("steps", [0, 400], undefined), 1)).toEqual([200, 400]);
    expect(rangeBetween(xAxis("steps", [10, 12], [10, 12]), 0.2, 0.3)).toEqual([10, 12]);
  });
});

it("the end of the axis moves seldom while a run goes on", () => {
  expect(axisEnd(300, 400)).toBe(400);
  expect([401, 450, 500, 501, 999, 1001].map((step) => axisEnd(step, 400))).toEqual([
    500, 500, 500, 600, 1000, 1250,
  ]);
});

it("the step of a place is the last that is not beyond it", () => {
  const seconds = (step: number): number => step / 10;
  expect([-1, 0, 0.05, 0.1, 3.99, 4, 99].map((x) => stepAt(seconds, x, 40))).toEqual([
    0, 0, 0, 1, 39, 40, 40,
  ]);
  expect(stepAt(seconds, 1, -1)).toBe(0);
});

it("values of every axis are short", () => {
  expect(formatX("steps", 1200)).toBe("1,200");
  expect(["1e4", "1.8e6", "2.5e7", "1e8", "2e9"].map((x) => formatX("flops", Number(x)))).toEqual([
    "10\u202fk",
    "1.8\u202fM",
    "25\u202fM",
    "100\u202fM",
    "2\u202fG",
  ]);
  expect([2e-5, 0.002, 3].map((x) => formatX("seconds", x))).toEqual(["20\u202fµs", "2\u202fms", "3\u202fs"]);
});

it.each([
  [400, [0, 100, 200, 300, 400]],
  [2000, [0, 500, 1000, 1500, 2000]],
  [3, [0, 1, 2, 3]],
  [1, [0, 1]],
])("steps to %i are marked at round numbers", (last, ticks) => {
  expect(stepTicks(last)).toEqual(ticks);
});
