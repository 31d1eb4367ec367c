import { describe, expect, it } from "vitest";
import { dbAxis, formatTick, logAxis } from "../../../src/ui/charts/axes/y-axis.ts";

describe("logAxis", () => {
  it("spans whole decades below 1, with marks at 1, 2 and 5 when there is only one", () => {
    expect(logAxis([1.001, 0.22])).toEqual({ domain: [0.1, 1.3], ticks: [0.1, 0.2, 0.5, 1] });
    expect(logAxis([1, 0.02])).toEqual({ domain: [0.01, 1.3], ticks: [0.01, 0.1, 1] });
    expect(logAxis([1, 3.4e-5])).toEqual({ domain: [1e-5, 1.3], ticks: [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1] });
  });

  it("stays where float32 has digits, whatever comes", () => {
    expect(logAxis([1, 0, 1e-12]).domain).toEqual([1e-7, 1.3]);
    expect(logAxis([1, 1e300]).domain).toEqual([0.1, 1e4]);
    for (const values of [[], [NaN], [Infinity, -Infinity], [NaN, 0.5]])
      expect(logAxis(values).domain).toEqual([0.1, 1.3]);
  });
});

describe("dbAxis", () => {
  it("spans fives and has a few marks, whatever comes", () => {
    expect(dbAxis([14.7, 25.9, 28.8])).toEqual({ domain: [10, 30], ticks: [10, 15, 20, 25, 30] });
    for (const values of [[], [NaN, Infinity], [-6000, 1e9]])
      expect(dbAxis(values).ticks.length).toBeLessThan(30);
  });
});

it("the ticks of a diverged run's axis are short enough for their place", () => {
  const { ticks } = logAxis([1, 1e300]);
  expect(ticks.map(formatTick)).toEqual(["0.1", "1", "10", "100", "1000", "10⁴"]);
});
