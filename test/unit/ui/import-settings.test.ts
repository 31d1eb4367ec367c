/** The form for a file's part and size allows only possible values, whatever the user types. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { FileFacts } from "../../../src/jobs/data/data-lab.ts";
import {
  canTakeAll,
  isWhole,
  partOf,
  startSettings,
  takeOf,
  withPart,
  withSide,
  withTake,
} from "../../../src/ui/workloads/mf/import/PartForm.tsx";

const facts = { rows: 100, cols: 60 } as FileFacts;
const start = startSettings(facts, { rows: 50, cols: 30 });

it("averages a part as much as the whole before", () => {
  const part = withPart(facts, start, [10, 20, 40, 40]);
  expect(partOf(facts, part)).toEqual([10, 20, 40, 40]);
  expect([part.rows, part.cols]).toEqual([40, 40]);
  expect(isWhole(facts, part)).toBe(false);
  const smaller = withSide(facts, start, 20);
  expect([smaller.rows, smaller.cols]).toEqual([20, 12]);
  expect(isWhole(facts, smaller)).toBe(true);
});

it("takes every value of a table that is not averaged", () => {
  const whole = startSettings(facts, {});
  const part = withPart(facts, whole, [0, 0, 30, 60]);
  expect([part.rows, part.cols]).toEqual([30, 60]);
});

it("never leaves the file", () => {
  const number = fc.integer({ min: -10, max: 3000 });
  fc.assert(
    fc.property(fc.tuple(number, number, number, number), fc.integer({ min: 1, max: 3000 }), (part, side) => {
      const settings = withSide(facts, withPart(facts, start, part), side);
      const [top, left, height, width] = partOf(facts, settings);
      expect(Math.min(top, left)).toBeGreaterThanOrEqual(0);
      expect(top + height).toBeLessThanOrEqual(100);
      expect(left + width).toBeLessThanOrEqual(60);
      expect(Math.min(settings.rows, settings.cols)).toBeGreaterThanOrEqual(2);
      expect(settings.rows).toBeLessThanOrEqual(height);
      expect(settings.cols).toBeLessThanOrEqual(width);
    }),
  );
});

it("offers all of a large table, a part, or an averaged copy", () => {
  const large = { rows: 2000, cols: 1000 } as FileFacts;
  const first = startSettings(large, { rows: 256, cols: 256, crop: [0, 0, 256, 256] });
  expect([takeOf(large, first), canTakeAll(large)]).toEqual(["part", true]);
  const all = withTake(large, first, "all");
  expect([takeOf(large, all), all.rows, all.cols, isWhole(large, all)]).toEqual(["all", 2000, 1000, true]);
  const average = withTake(large, all, "average");
  expect([takeOf(large, average), average.rows, average.cols]).toEqual(["average", 256, 128]);
  const part = withTake(large, average, "part");
  expect([takeOf(large, part), part.rows, part.cols, ...part.crop]).toEqual([
    "part",
    256,
    256,
    0,
    0,
    256,
    256,
  ]);
});

it("trains on no more than the largest possible size, whatever is typed", () => {
  const huge = { rows: 8000, cols: 1000, isPicture: true } as FileFacts;
  expect(canTakeAll(huge)).toBe(false);
  const part = withPart(huge, startSettings(huge, {}), [0, 0, 8000, 1000]);
  expect([part.rows, part.cols]).toEqual([2048, 256]);
  // A table can train on its known entries only.
  const table = { ...huge, isPicture: false };
  expect(canTakeAll(table)).toBe(true);
  const whole = withPart(table, startSettings(table, {}), [0, 0, 8000, 1000]);
  expect([whole.rows, whole.cols]).toEqual([8000, 1000]);
});
