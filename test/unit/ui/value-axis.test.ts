/** The vertical axis of a sweep's chart. */
import { expect, it } from "vitest";
import { valueAxis } from "../../../src/ui/sweep/value-axis.ts";

const linear = { scale: "linear", format: String } as const;
const log = { scale: "log", format: String } as const;

it("has a few round ticks around the values, whatever their size", () => {
  for (const values of [[0.61, 0.94], [1.2, 5.4, 31.7], [4e-5, 9e-4], [0.9], [0], [250, 8000]]) {
    const ticks = valueAxis(values, linear)?.ticks ?? [];
    expect(ticks.length, String(values)).toBeGreaterThan(1);
    expect(ticks.length, String(values)).toBeLessThan(9);
    expect(ticks[0]?.value).toBeLessThanOrEqual(Math.min(...values));
    expect(ticks.at(-1)?.value).toBeGreaterThanOrEqual(Math.max(...values) * (1 - 1e-9));
  }
  expect(valueAxis([3e-4, 0.2], log)?.ticks.map(({ value }) => value)).toEqual([1e-4, 1e-3, 0.01, 0.1, 1]);
});

it("draws a value of 0 on a linear axis only, and never an unreached or unknown value", () => {
  const axis = valueAxis([0, 0.5], linear);
  for (const value of [0, 0.5]) expect(axis?.isDrawn(value)).toBe(true);
  for (const value of [Infinity, NaN, undefined]) expect(axis?.isDrawn(value)).toBe(false);
  expect(valueAxis([0, 0.5], log)?.isDrawn(0)).toBe(false);
  expect(valueAxis([0], log)).toBeUndefined();
  expect(valueAxis([NaN, Infinity], linear)).toBeUndefined();
});
