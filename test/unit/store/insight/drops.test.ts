import { expect, it } from "vitest";
import { dropsOf } from "../../../../src/store/look-back.ts";
import type { RunData } from "../../../../src/store/run-data.ts";

const dropsIn = (values: readonly number[]) =>
  dropsOf({
    models: new Map([["original", { headline: "recovery" }]]),
    curveOf: () => ({ steps: values.map((_, i) => 10 * i), values }),
  } as unknown as RunData);

it("finds where each stair of a curve begins, falls fastest and ends", () => {
  expect(dropsIn([1, 1, 0.95, 0.8, 0.7, 0.7, 0.7, 0.6, 0.4, 0.4])).toEqual([
    { from: 10, at: 30, to: 40 },
    { from: 60, at: 80, to: 80 },
  ]);
});

it("finds none in a curve that stays where it is", () => {
  expect(dropsIn([1, 1, 1])).toEqual([]);
  expect(dropsIn([1, 0.999, 0.998])).toEqual([]);
  expect(dropsIn([])).toEqual([]);
});
