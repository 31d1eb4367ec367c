import { expect, it } from "vitest";
import { meanGradient } from "../../../../src/store/insight/mean-gradient.ts";

const GD = { optimizer: "gd", weightDecay: 0, gamma: 3, alpha: 2 } as const;
const probe = (step: number, value: number) => ({
  step,
  factors: [0, 1, 2].map(() => ({ rows: 1, cols: 1, stride: 1, values: Float32Array.of(value) })),
});
const network = (id: "original" | "yaras" | "kwon" | "altmin") => ({ id, eta: 0.5, layerShapes: [1, 2, 3] });

it.each([
  ["original", 0, 0.2],
  ["yaras", 1, 0.2],
  ["yaras", 0, 0.2 / 3],
  ["kwon", 2, 0.1],
] as const)("of %s, layer %i: −ΔW over rate and steps", (id, layer, expected) => {
  const found = meanGradient(GD, network(id), [probe(10, 1), probe(14, 0.6)], layer);
  if (typeof found !== "object") throw new Error("there is a gradient");
  expect(found).toMatchObject({ from: 10, to: 14 });
  expect(found.view.values[0]).toBeCloseTo(expected, 6);
});

it("says why there is no mean gradient", () => {
  const probes = [probe(10, 1), probe(14, 0.6)];
  expect(meanGradient(GD, network("original"), probes.slice(1), 0)).toBeUndefined();
  expect(meanGradient({ ...GD, gamma: 0 }, network("yaras"), probes, 0)).toMatch(/never updated/);
  expect(meanGradient({ ...GD, optimizer: "adam" }, network("original"), probes, 0)).toMatch(
    /plain gradient/,
  );
  expect(meanGradient({ ...GD, weightDecay: 0.1 }, network("original"), probes, 0)).toMatch(/weight decay/);
  expect(meanGradient(GD, network("altmin"), probes, 0)).toMatch(/least squares/);
});
