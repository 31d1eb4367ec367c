import { expect, it } from "vitest";
import { escapeAt, scalarPath } from "../../../src/ui/lessons/figures/scalar.ts";
import { shear, shearDirections, shearStretches } from "../../../src/ui/lessons/figures/shear.ts";

it("a shear stretches as much as it squeezes, along two orthogonal directions", () => {
  expect(shearStretches(0)).toEqual([1, 1]);
  expect(shearStretches(0.5).map((value) => Number(value.toFixed(2)))).toEqual([1.28, 0.78]);
  for (const kappa of [-2, -0.3, 0, 0.01, 0.5, 2]) {
    const directions = shearDirections(kappa);
    shearStretches(kappa).forEach((stretch, i) => {
      const direction = directions[i] ?? [NaN, NaN];
      expect(Math.hypot(...direction)).toBeCloseTo(1, 12);
      expect(Math.hypot(...shear(kappa, direction))).toBeCloseTo(stretch, 12);
    });
  }
});

it("one number per layer waits as 1/(σ ε) at depth 3, and only ln(1/ε) at depth 2", () => {
  const at = (sigma: number, epsilon: number, depth = 3) =>
    escapeAt({ sigma, epsilon, depth, eta: 1 / 6 }, 10_000) ?? NaN;
  expect(at(1, 0.01) / at(1, 0.02)).toBeCloseTo(2, 1);
  expect(at(0.5, 0.02) / at(1, 0.02)).toBeCloseTo(2, 1);
  expect(at(1, 1e-6, 2) - at(1, 1e-3, 2)).toBeCloseTo(Math.log(1000) / Math.log(1 + 1 / 6), -1);
  expect(scalarPath({ sigma: 1, epsilon: 0.02, depth: 3, eta: 1 / 6 }, 2000, 10).at(-1)).toBeCloseTo(1, 6);
  expect(escapeAt({ sigma: 1, epsilon: 1e-6, depth: 3, eta: 1 / 6 }, 100)).toBeUndefined();
});
