import { describe, expect, it } from "vitest";
import { pairedRows, pairedTable } from "../../../../src/store/insight/paired.ts";
import { SeedSeries } from "../../../../src/store/run/seed-series.ts";

/** Two seeds over five steps. Their errors are at(step) and spread · at(step). */
function seeds(at: (step: number) => number, spread: number): SeedSeries {
  const series = new SeedSeries(2);
  series.write(
    0,
    Float64Array.from({ length: 10 }, (_, i) => at(i >> 1) * (i % 2 ? spread : 1)),
  );
  return series;
}

describe("SeedSeries", () => {
  it("knows each seed, the range, and a standard deviation of log₁₀ around the geometric mean", () => {
    const { bySeed, bands, centre } = seeds((step) => 10 ** -step, 100);
    expect(bySeed.map((one) => one.at(2))).toEqual([0.01, 1]);
    expect([bands.range.low.at(2), bands.range.high.at(2)]).toEqual([0.01, 1]);
    expect(centre.at(2)).toBeCloseTo(0.1, 12);
    // The log₁₀ values are −2 and 0, so their sample standard deviation is √2.
    expect(Math.log10(bands.sd.high.at(2))).toBeCloseTo(-1 + Math.SQRT2, 12);
    expect(Math.log10(bands.sd.low.at(2))).toBeCloseTo(-1 - Math.SQRT2, 12);
  });

  it("ends where a reset begins", () => {
    const series = seeds((step) => 10 ** -step, 100);
    series.write(0, Float64Array.of(1, 1));
    expect(series.bySeed[0]?.lastStep).toBe(0);
    expect(series.bands.sd.low.lastStep).toBe(0);
  });
});

describe("the paired difference", () => {
  const original = seeds((step) => 10 ** -step, 10);
  const other = seeds((step) => 10 ** (-2 * step), 1000);

  it("is the difference of the log₁₀ errors, seed by seed, above 0 where the other network is better", () => {
    const rows = pairedRows(original, other, 2);
    expect(rows.map(({ step }) => step)).toEqual([0, 2, 4]);
    const last = rows.at(-1);
    expect(last?.bySeed[0]).toBeCloseTo(4, 12);
    expect(last?.bySeed[1]).toBeCloseTo(2, 12);
    expect(last?.mean).toBeCloseTo(3, 12);
    expect(last?.sd).toBeCloseTo(Math.SQRT2, 12);
  });

  it("has no more rows than there are steps, and none before the first", () => {
    expect(pairedRows(original, other, 100)).toHaveLength(5);
    expect(pairedRows(original, new SeedSeries(2), 100)).toEqual([]);
  });

  it("is a table with the seeds by number", () => {
    const [head, first] = pairedTable(pairedRows(original, other, 2), 7);
    expect(head).toEqual(["step", "mean log10 difference", "sd", "seed 7", "seed 8"]);
    expect(first?.[0]).toBe(0);
  });
});
