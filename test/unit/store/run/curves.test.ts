import { expect, it } from "vitest";
import { samplingOf, Series } from "../../../../src/store/run/series.ts";

function series(values: ArrayLike<number>): Series {
  const made = new Series();
  made.write(0, values);
  return made;
}

/** Steps and values of one series that is drawn alone. */
function drawn(values: ArrayLike<number>) {
  const { steps, sample } = samplingOf(values.length - 1, 400);
  return { steps, values: sample(series(values)) };
}

it("few steps are drawn one by one, and NaN is a gap", () => {
  expect(drawn([1, NaN, 0, 1e-12])).toEqual({ steps: [0, 1, 2, 3], values: [1, NaN, 0, 1e-12] });
});

it("a series that ended earlier has gaps behind its end", () => {
  expect(samplingOf(2, 400).sample(series([5]))).toEqual([5, NaN, NaN]);
});

it("nothing gives no samples", () => {
  expect(drawn([])).toEqual({ steps: [], values: [] });
});

it.each([401, 1000, 2001, 12_345])("%i steps become at most 400 samples with every peak", (count) => {
  const all = Float64Array.from({ length: count }, (_, i) => 1 + Math.sin(i) / 2);
  all[Math.floor(count / 3)] = 1e-12;
  all[Math.floor(count / 2)] = 40;
  const { steps, values } = drawn(all);
  expect(steps).toHaveLength(values.length);
  expect(steps.length).toBeLessThanOrEqual(400);
  expect(steps.length).toBeGreaterThan(200);
  expect(values).toContain(40);
  expect(values).toContain(1e-12);
  expect([steps.at(-1), values.at(-1)]).toEqual([count - 1, all[count - 1]]);
  expect(steps).toEqual([...steps].toSorted((a, b) => a - b));
});

it("drawn points stand still while the run grows, except the last ones", () => {
  const all = Float64Array.from({ length: 1150 }, (_, i) => 2 + Math.cos(i * 1.7));
  const [before, after] = [drawn(all.subarray(0, 1000)), drawn(all)];
  const standing = before.steps.length - 5;
  expect(after.steps.slice(0, standing)).toEqual(before.steps.slice(0, standing));
  expect(after.values.slice(0, standing)).toEqual(before.values.slice(0, standing));
});
