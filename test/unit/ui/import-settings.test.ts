/** The form for the part and the size of a file keeps both possible, whatever is typed. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { FileFacts } from "../../../src/engine/data-lab.ts";
import { isWhole, partOf, startSettings, withPart, withSide } from "../../../src/ui/import/settings.ts";

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
