import { expect, it } from "vitest";
import { unseenDifference } from "../../../../src/store/insight/difference.ts";

const target = Float32Array.of(0.5, -0.5, 0.25, 0);
const estimate = (...changes: number[]) => target.map((value, i) => value + (changes[i] ?? 0));

it("names the largest difference once the picture shows none", () => {
  expect(unseenDifference(estimate(0.001, -0.015625), { target }, 1)).toBe(0.015625);
  expect(unseenDifference(estimate(0.001, -0.04), { target }, 1)).toBeUndefined();
  expect(unseenDifference(estimate(0.001, -0.04), { target }, 4)).toBeCloseTo(0.04);
});

it("sees entries that are no numbers, but leaves out those without a value in the data", () => {
  expect(unseenDifference(estimate(NaN), { target }, 1)).toBeUndefined();
  expect(unseenDifference(estimate(NaN, 0.5), { target, known: Uint8Array.of(0, 0, 1, 1) }, 1)).toBe(0);
});
