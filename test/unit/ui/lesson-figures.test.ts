import { expect, it } from "vitest";
import { adapterSteps } from "../../../src/ui/workloads/finetune/lessons/Lora.tsx";
import { adamState, galoreState, loraState } from "../../../src/ui/workloads/finetune/lessons/Memory.tsx";
import { leadFrom, pointsApart } from "../../../src/ui/lessons/parts/outcome.ts";
import { columnErrors } from "../../../src/store/insight/column-errors.ts";
import { toyLosses } from "../../../src/ui/workloads/digits/lessons/Rates.tsx";
import { escapeAt, race, scalarPath } from "../../../src/ui/workloads/mf/lessons/figures/scalar.ts";
import {
  shear,
  shearDirections,
  shearStretches,
} from "../../../src/ui/workloads/mf/lessons/figures/Shear.tsx";

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

it("a product of four weights learns faster than one at a small rate, and diverges at a rate that suits one", () => {
  const [one, four] = [1, 4].map((depth) => toyLosses(depth, 0.05, 40).at(-1) ?? NaN);
  expect(four).toBeLessThan((one ?? NaN) / 100);
  expect(toyLosses(1, 1, 40).at(-1)).toBe(0);
  expect(toyLosses(4, 1, 40).length).toBeLessThan(41);
});

it("an adapter with B = 0 moves B alone in the first step, and with A = 0 too it never moves", () => {
  const [start, first, second] = adapterSteps([0.6, 0.8], [0, 0], 2);
  expect(start?.dA.map(Math.abs)).toEqual([0, 0]);
  expect(start?.product.flat().map(Math.abs)).toEqual([0, 0, 0, 0]);
  expect(first?.A).toEqual([0.6, 0.8]);
  expect(first?.B).not.toEqual([0, 0]);
  expect(second?.A).not.toEqual([0.6, 0.8]);
  expect(adapterSteps([0.6, 0.8], [0, 0], 60).at(-1)?.product.flat()[0]).toBeCloseTo(1, 3);
  const still = adapterSteps([0, 0], [0, 0], 8).at(-1);
  expect([...(still?.A ?? []), ...(still?.B ?? [])].map(Math.abs)).toEqual([0, 0, 0, 0]);
});

it("GaLore remembers less than LoRA for a square matrix, and both far less than Adam", () => {
  const size = { m: 512, n: 512 };
  expect([adamState(size), loraState(size, 8), galoreState(size, 8)]).toEqual([524_288, 16_384, 12_288]);
  expect(galoreState({ m: 4096, n: 11_008 }, 1024)).toBe(26_738_688);
});

it("a lesson reads from curves where one takes the lead, and how far two results lie apart", () => {
  const steps = [0, 10, 20, 30];
  const curve = (...values: number[]) => ({ steps, values });
  expect(leadFrom(curve(0.5, 0.7, 0.6, 0.9), [curve(0.4, 0.6, 0.7, 0.8), curve(0, 0, 0, 0)])).toBe(30);
  expect(leadFrom(curve(0.5, 0.7, 0.8, 0.9), [curve(0.4, 0.6, 0.7, 0.8)])).toBe(0);
  expect(leadFrom(curve(0.5, 0.7, 0.8, 0.8), [curve(0.4, 0.6, 0.7, 0.8)])).toBeUndefined();
  expect([pointsApart(0.926, 0.928), pointsApart(0.93, 0.92), pointsApart(0.9201, 0.92)]).toEqual([
    "0.2 points below",
    "1.0 points above",
    "level with",
  ]);
});

it("the error of each column stands beside the number of its observed entries", () => {
  const [target, estimate] = [
    [3, 1, 4, 1],
    [3, 0, 4, 1],
  ];
  expect(columnErrors(estimate, target, [1, 0, 1, 1], 2)).toEqual([
    { seen: 2, error: 0 },
    { seen: 1, error: Math.SQRT1_2 },
  ]);
});

it("a false value driven half as hard ends at the root of its start at depth 2, and near its start at depth 3", () => {
  const end = (depth: number, start: number) => race(depth, start, 0.5, 1 / 6).falsehood.at(-1) ?? NaN;
  for (const start of [1e-3, 1e-6, 1e-9]) {
    expect(end(2, start) / Math.sqrt(start)).toBeCloseTo(1, 1);
    expect(end(3, start) / (0.5 * start ** (-1 / 3) + 0.5) ** -3).toBeCloseTo(1, 1);
  }
  expect(race(3, 1e-6, 0.5, 1 / 6).residual.at(-1)).toBeLessThan(2e-3);
});
