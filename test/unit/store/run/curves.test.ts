import { expect, it } from "vitest";
import { chartRows } from "../../../../src/store/run/curves.ts";
import { Series } from "../../../../src/store/run/series.ts";

function series(values: ArrayLike<number>): Series {
  const made = new Series();
  made.write(0, values);
  return made;
}

it("few steps are drawn one by one, and NaN is a gap", () => {
  const rows = chartRows(new Map([["a", series([1, NaN, 0, 1e-12])]]), 400);
  expect(rows).toEqual([
    { step: 0, a: 1 },
    { step: 1, a: null },
    { step: 2, a: 0 },
    { step: 3, a: 1e-12 },
  ]);
});

it("a series that ended earlier has gaps behind its end", () => {
  const series2 = new Map([
    ["long", series([1, 2, 3])],
    ["short", series([5])],
  ]);
  expect(chartRows(series2, 400).map(({ short }) => short)).toEqual([5, null, null]);
});

it("nothing gives no rows", () => {
  expect(chartRows(new Map(), 400)).toEqual([]);
  expect(chartRows(new Map([["a", new Series()]]), 400)).toEqual([]);
});

it.each([401, 1000, 2001, 12_345])("%i steps become at most 400 rows with every peak", (count) => {
  const values = Float64Array.from({ length: count }, (_, i) => 1 + Math.sin(i) / 2);
  values[Math.floor(count / 3)] = 1e-12;
  values[Math.floor(count / 2)] = 40;
  const rows = chartRows(new Map([["a", series(values)]]), 400);
  expect(rows.length).toBeLessThanOrEqual(400);
  expect(rows.length).toBeGreaterThan(200);
  const drawn = rows.map(({ a }) => a);
  expect(drawn).toContain(40);
  expect(drawn).toContain(1e-12);
  expect(rows.at(-1)).toEqual({ step: count - 1, a: values[count - 1] });
  const steps = rows.map(({ step }) => step);
  expect(steps).toEqual([...steps].toSorted((a, b) => a - b));
});

it("drawn points stand still while the run grows, but for the last ones", () => {
  const values = Float64Array.from({ length: 1150 }, (_, i) => 2 + Math.cos(i * 1.7));
  const before = chartRows(new Map([["a", series(values.subarray(0, 1000))]]), 400);
  const after = chartRows(new Map([["a", series(values)]]), 400);
  expect(after.slice(0, before.length - 5)).toEqual(before.slice(0, -5));
});
