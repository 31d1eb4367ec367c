import { expect, it } from "vitest";
import { differenceOf, magnification } from "../../../../src/store/insight/difference.ts";

const target = Float32Array.of(0.5, 0.5, 0.5, 0.5);
const estimate = (...errors: readonly number[]) => target.map((value, i) => value + (errors[i] ?? 0));

it("magnifies a small difference by a round factor, up to half of the scale", () => {
  expect(magnification(estimate(0.001, -0.015625), { target }, 1)).toBe(25);
  expect(magnification(estimate(0.0001), { target }, 1)).toBe(2500);
  expect(magnification(estimate(0.2), { target }, 1)).toBe(1);
  expect(magnification(estimate(0.2), { target }, 4)).toBe(10);
  expect(magnification(target, { target }, 1)).toBe(1e6);
});

it("does not magnify what is no number, and leaves unknown values out", () => {
  expect(magnification(estimate(NaN), { target }, 1)).toBe(1);
  const known = Uint8Array.of(0, 0, 1, 1);
  expect(magnification(estimate(NaN, 0.5, 0.01), { target, known }, 1)).toBe(50);
  expect([...differenceOf(estimate(9, 9, 0.25), { target, known })]).toEqual([NaN, NaN, 0.25, 0]);
});
