import { describe, expect, it } from "vitest";
import {
  columns,
  frobeniusNorm,
  multiply,
  multiplyChain,
  scale,
  scaledIdentity,
  subtract,
  transpose,
  type Matrix,
} from "../../../src/math/matrix.ts";
import { topSingular } from "../../../src/math/top-singular.ts";
import { ownDirections } from "../../../src/models/parametrizations/own-directions.ts";
import { compressThin, compressYaras } from "../../../src/workloads/mf/network/compress.ts";
import { randomStart } from "../../../src/workloads/mf/network/start.ts";
import { bulk } from "../../../src/workloads/mf/network/theory.ts";
import { lossGradient, type Problem } from "../../../src/workloads/mf/data/problem.ts";
import { generatedProblem, lowRankTarget } from "../../../src/workloads/mf/data/generate.ts";
import { LINSPACE, PLAIN_OPTIONS } from "../../hosts/training/problems.ts";

/** Deeper networks need a larger start to leave it within 200 steps. */
const epsilonOf = (depth: number): number => (depth > 3 ? 0.3 : 0.1);
const ETA = 0.2;
const R_HAT = 4;

/** Z_1 … Z_L from W_1 … W_L. */
const inOwnDirections = (factors: readonly Matrix[], bases: readonly Matrix[]): Matrix[] =>
  factors.map((W, l) => multiply(transpose(bases[l + 1] as Matrix), multiply(W, bases[l] as Matrix)));

const made = (task: "factorization" | "completion", rows: number, cols: number): Problem =>
  generatedProblem(lowRankTarget(1, rows, cols, 3, LINSPACE), {
    task,
    seed: 1,
    observed: 0.6,
    measurements: 0,
    ...PLAIN_OPTIONS,
  });

/** One step of gradient descent on all factors at once. */
function descend(problem: Problem, factors: readonly Matrix[], rateScale: readonly number[]): Matrix[] {
  const D = lossGradient(problem, multiplyChain(factors));
  return factors.map((W, l) => {
    const left = factors.slice(l + 1).reduceRight((G, F) => multiply(transpose(F), G), D);
    const G = factors.slice(0, l).reduce((right, F) => multiply(right, transpose(F)), left);
    return subtract(W, scale(G, ETA * (rateScale[l] ?? 1)));
  });
}

const distance = (a: Matrix, b: Matrix): number => frobeniusNorm(subtract(a, b));
const block = (Z: Matrix, k: number): Matrix => transpose(columns(transpose(columns(Z, 0, k)), 0, k));

/** The bases of the loss's gradient at the start. */
function basesOf(problem: Problem, start: readonly Matrix[], epsilon: number): Matrix[] {
  const gradient = lossGradient(problem, multiplyChain(start));
  return ownDirections(start, topSingular(scale(gradient, -1), R_HAT), epsilon);
}

const SHAPES = [
  { rows: 16, cols: 16, width: 16, depth: 2 },
  { rows: 16, cols: 16, width: 16, depth: 3 },
  { rows: 16, cols: 16, width: 16, depth: 5 },
  { rows: 12, cols: 18, width: 18, depth: 3 },
  { rows: 18, cols: 12, width: 24, depth: 3 },
  { rows: 18, cols: 18, width: 10, depth: 4 },
];

describe.each(SHAPES)("own directions of $rows × $cols, width $width, depth $depth", (shape) => {
  const problem = made("factorization", shape.rows, shape.cols);
  const epsilon = epsilonOf(shape.depth);
  const start = randomStart(1, "original", shape, epsilon, "orthogonal");
  const bases = basesOf(problem, start, epsilon);

  it("are orthonormal bases of every layer's sides", () => {
    expect(bases.map(({ rows, cols }) => [rows, cols])).toEqual(
      [shape.cols, ...start.slice(1).map(() => shape.width), shape.rows].map((side) => [side, side]),
    );
    for (const B of bases)
      expect(distance(multiply(transpose(B), B), scaledIdentity(B.rows, 1))).toBeLessThan(1e-12);
  });
});

describe.each(SHAPES.slice(0, 3))("factorization of a square, depth $depth", (shape) => {
  const problem = made("factorization", 16, 16);
  const epsilon = epsilonOf(shape.depth);
  const start = randomStart(1, "original", shape, epsilon, "orthogonal");
  const bases = basesOf(problem, start, epsilon);
  const k = 2 * R_HAT;
  const setting = { depth: shape.depth, epsilon, eta: ETA, weightDecay: 0, lossScale: 1 };
  const X = bases.map((B) => columns(B, 0, k));

  it("starts at ε I", () => {
    for (const Z of inOwnDirections(start, bases))
      expect(distance(Z, scaledIdentity(16, epsilon))).toBeLessThan(1e-13);
  });

  it("keeps each layer one block, which is the compressed factor, and ρ I", () => {
    // The compressed networks start from the same directions, so their factors need no rotation.
    const inner = X.slice(1, -1);
    const yaras = compressYaras(start, inner, epsilon, 0);
    const thin = compressThin(start, inner, epsilon);
    let [full, small, thinner] = [start, yaras.factors, thin.factors];
    for (let step = 1; step <= 200; step++) {
      full = descend(problem, full, []);
      small = descend(problem, small, yaras.rateScale);
      thinner = descend(problem, thinner, thin.rateScale);
      if (step % 10 > 0) continue;
      const rho = bulk(setting, step);
      for (const [l, Z] of inOwnDirections(full, bases).entries()) {
        const rest = scaledIdentity(16, rho[l] as number);
        const expected = { ...rest, data: rest.data.slice() };
        const factor = small[l + 1] as Matrix;
        for (let i = 0; i < k; i++)
          for (let j = 0; j < k; j++) expected.data[i * 16 + j] = factor.data[i * k + j] as number;
        expect(distance(Z, expected)).toBeLessThan(1e-10);
        const [left, right] = [X[l + 1], X[l]] as [Matrix, Matrix];
        const own = thinner[l] as Matrix;
        const fromLeft = l === shape.depth - 1 ? multiply(transpose(left), own) : own;
        const both = l === 0 ? multiply(fromLeft, right) : fromLeft;
        expect(distance(block(Z, k), both)).toBeLessThan(1e-10);
      }
    }
    // Something was learned, so the comparison is not between two starts.
    expect(distance(multiplyChain(full), problem.target)).toBeLessThan(0.05 * frobeniusNorm(problem.target));
  });
});
