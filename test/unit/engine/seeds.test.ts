import { describe, expect, it } from "vitest";
import { logOverSeeds, ofSeed, overSeeds } from "../../../src/training/seeds.ts";

describe("statistics over seeds", () => {
  const values = Float64Array.of(1, 2, 6, 4, 4, 4);

  it("are mean, smallest and largest of each step", () => {
    expect(overSeeds(values, 3)).toEqual({
      mean: Float64Array.of(3, 4),
      low: Float64Array.of(1, 4),
      high: Float64Array.of(6, 4),
    });
  });

  it("are the values themselves for one seed", () => {
    expect(overSeeds(values, 1).mean).toEqual(values);
  });

  it("are NaN where one value is NaN", () => {
    const { mean, low, high } = overSeeds(Float64Array.of(1, NaN), 2);
    expect([mean[0], low[0], high[0]]).toEqual([NaN, NaN, NaN]);
  });

  it("are, of logarithms, mean and standard deviation", () => {
    const { mean, sd } = logOverSeeds(Float64Array.of(1, 10, 100, 1e-3, 1e-3, 1e-3), 3);
    expect(mean[0]).toBeCloseTo(1, 12);
    expect(mean[1]).toBeCloseTo(-3, 12);
    expect(sd[0]).toBeCloseTo(1, 12);
    expect(sd[1]).toBeCloseTo(0, 12);
  });

  it("pick one seed", () => expect(ofSeed(values, 3, 1)).toEqual(Float64Array.of(2, 4)));
});
