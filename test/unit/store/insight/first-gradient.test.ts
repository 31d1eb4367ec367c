import { expect, it } from "vitest";
import { firstGradient, RANK, SIDE } from "../../../../src/store/insight/first-gradient.ts";

it("the first gradient is the target if every entry is seen, and keeps less of it the fewer are seen", () => {
  const whole = firstGradient(1);
  expect(whole.sigma[0]).toBeCloseTo(1, 12);
  expect(whole.sigma[1]).toBeCloseTo(0.5, 12);
  expect(whole.sigma[RANK]).toBeLessThan(1e-12);
  for (const fraction of whole.kept) expect(fraction).toBeCloseTo(1, 12);
  const [half, few] = [firstGradient(0.5), firstGradient(0.1)];
  expect(half.mask.reduce((sum, seen) => sum + seen, 0)).toBe(Math.floor(0.5 * SIDE * SIDE));
  expect(half.sigma[RANK]).toBeGreaterThan(0.1);
  expect(Math.min(...half.kept)).toBeGreaterThan(Math.min(...few.kept));
  expect(Math.min(...half.kept)).toBeLessThan(0.999);
});
