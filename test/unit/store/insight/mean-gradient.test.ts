import { expect, it } from "vitest";
import { meanGradient } from "../../../../src/store/insight/mean-gradient.ts";

const GD = { optimizer: "gd", weightDecay: 0 } as const;
const probe = (step: number, value: number) => ({
  step,
  factors: [0, 1, 2].map(() => ({ rows: 1, cols: 1, stride: 1, values: Float32Array.of(value) })),
});
/** A network of three layers whose outer ones have a rate of their own. */
const network = (outer = 1) => ({ eta: 0.5, rateScale: [outer, 1, outer], follows: "gradient" as const });

it.each([
  [1, 0, 0.2],
  [3, 1, 0.2],
  [3, 0, 0.2 / 3],
  [2, 2, 0.1],
] as const)("with outer rates times %d, layer %i: −ΔW over rate and steps", (outer, layer, expected) => {
  const found = meanGradient(GD, network(outer), [probe(10, 1), probe(14, 0.6)], layer);
  if (typeof found !== "object") throw new Error("there is a gradient");
  expect(found).toMatchObject({ from: 10, to: 14 });
  expect(found.view.values[0]).toBeCloseTo(expected, 6);
});

it("says why there is no mean gradient", () => {
  const probes = [probe(10, 1), probe(14, 0.6)];
  expect(meanGradient(GD, network(), probes.slice(1), 0)).toBeUndefined();
  expect(meanGradient(GD, network(0), probes, 0)).toMatch(/never updated/);
  expect(meanGradient({ ...GD, optimizer: "adam" }, network(), probes, 0)).toMatch(/plain gradient/);
  expect(meanGradient({ ...GD, weightDecay: 0.1 }, network(), probes, 0)).toMatch(/weight decay/);
  expect(meanGradient(GD, { ...network(), follows: "leastSquares" }, probes, 0)).toMatch(/least squares/);
  expect(meanGradient(GD, { ...network(), follows: "projectedGradient" }, probes, 0)).toMatch(/projected/);
  const preconditioned = { ...network(), follows: "preconditionedGradient" } as const;
  expect(meanGradient(GD, preconditioned, probes, 0)).toMatch(/inverse Gram/);
});
