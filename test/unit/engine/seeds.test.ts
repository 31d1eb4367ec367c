import { describe, expect, it } from "vitest";
import { NO_PROGRESS } from "../../../src/training/progress.ts";
import { reportOf, type Reported } from "../../../src/training/report.ts";
import { logOverSeeds, networkSteps, ofSeed, overSeeds } from "../../../src/training/seeds.ts";

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

  it("of logarithms are the mean and the sample standard deviation", () => {
    const { mean, sd } = logOverSeeds(Float64Array.of(1, 10, 100, 1e-3, 1e-3, 1e-3), 3);
    expect(mean[0]).toBeCloseTo(1, 12);
    expect(mean[1]).toBeCloseTo(-3, 12);
    expect(sd[0]).toBeCloseTo(1, 12);
    expect(sd[1]).toBeCloseTo(0, 12);
  });

  it("pick one seed", () => expect(ofSeed(values, 3, 1)).toEqual(Float64Array.of(2, 4)));
});

describe("a network with one diverged seed", () => {
  const test = { step: 40, value: 0.9, best: 0.9, bestStep: 40 };
  const seed = { ...NO_PROGRESS, step: 50, evaluated: { testAccuracy: test } };
  /** The network's last steps, with the seeds' progress. */
  const told = (second: typeof seed) => {
    const metrics = { firstStep: 50, columns: { loss: Float64Array.of(0.1, NaN) }, elapsedMs: 1 };
    return networkSteps("plain", metrics, [seed, second], 1, false);
  };
  const reported = (second: typeof seed) => {
    const networks = new Map([["plain", told(second)]]);
    const experiment = { id: "mlp", seed: 0, seeds: 2 };
    const summary = { experiment, networks: [{ id: "plain", headline: "testAccuracy" }] };
    const record = { summary, networks, views: new Map(), stopReason: "steps" };
    return reportOf(record as unknown as Reported).models[0]?.metrics["testAccuracy"];
  };

  it("has diverged, although the first seed has not", () => {
    expect(told(seed).progress).toBe(seed);
    expect(told({ ...seed, diverged: true }).progress.diverged).toBe(true);
  });

  it("has no test result: its last test was before", () => {
    expect(reported(seed)).toBeCloseTo(0.9, 12);
    expect(reported({ ...seed, diverged: true })).toBeNull();
  });
});
