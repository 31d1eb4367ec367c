import { describe, expect, it } from "vitest";
import { CAPACITY, Series } from "../../../../src/store/run/series.ts";

const written = (...parts: [firstStep: number, values: number[]][]): Series => {
  const series = new Series();
  for (const [firstStep, values] of parts) series.write(firstStep, values);
  return series;
};
const all = (series: Series): number[] =>
  Array.from({ length: series.lastStep + 1 }, (_, step) => series.at(step));

describe("Series", () => {
  it("is empty at first", () => {
    const series = new Series();
    expect(series.lastStep).toBe(-1);
    expect(series.at(0)).toBeNaN();
    expect(series.extremes(0, 10)).toEqual([NaN, NaN]);
  });

  it("appends, and a step that comes twice keeps the later value", () => {
    const series = written([0, [1, 0.9]], [1, [0.8, 0.7, 0.6]]);
    expect(all(series)).toEqual([1, 0.8, 0.7, 0.6]);
  });

  it("an earlier step forgets what came after it, as a reset does", () => {
    const series = written([0, [1, 0.9, 0.8]], [0, [1]]);
    expect(all(series)).toEqual([1]);
    series.write(1, [0.5]);
    expect(all(series)).toEqual([1, 0.5]);
  });

  it("keeps what is not a number, zero and tiny values as they are", () => {
    expect(all(written([0, [NaN, 0, 1e-12, Infinity]]))).toEqual([NaN, 0, 1e-12, Infinity]);
  });

  it("a gap is filled with NaN", () => {
    expect(all(written([0, [1]], [3, [0.5]]))).toEqual([1, NaN, NaN, 0.5]);
  });

  it("nothing to write changes nothing", () => {
    expect(all(written([0, [1, 2]], [0, []]))).toEqual([1, 2]);
  });

  it("grows beyond its first capacity", () => {
    const series = new Series();
    for (let step = 0; step < 5000; step += 100)
      series.write(
        step,
        Array.from({ length: 100 }, (_, i) => step + i),
      );
    expect(series.lastStep).toBe(4999);
    expect(series.at(3210)).toBe(3210);
  });

  it("keeps every second step when it is full, and every step again after a reset", () => {
    const series = new Series();
    const length = 2 ** 15;
    for (let step = 0; step < 3 * CAPACITY; step += length)
      series.write(
        step,
        Float64Array.from({ length }, (_, i) => step + i),
      );
    expect(series.lastStep).toBeGreaterThan(3 * CAPACITY - 5);
    expect(series.at(2 * CAPACITY)).toBe(2 * CAPACITY);
    expect(series.at(2 * CAPACITY + 1)).toBe(2 * CAPACITY);
    expect(series.extremes(0, 3 * CAPACITY)).toEqual([0, series.lastStep]);
    series.write(0, [1]);
    series.write(1, [2, 3]);
    expect(all(series)).toEqual([1, 2, 3]);
  });

  it("extremes come in the order in which they occur and ignore what is not finite", () => {
    const series = written([0, [NaN, 3, 0, Infinity, 5, 1e-12]]);
    expect(series.extremes(0, 6)).toEqual([0, 5]);
    expect(series.extremes(4, 6)).toEqual([5, 1e-12]);
    expect(series.extremes(0, 1)).toEqual([NaN, NaN]);
    expect(series.extremes(1, 2)).toEqual([3, 3]);
  });
});
