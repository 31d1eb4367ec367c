import { describe, expect, it } from "vitest";
import { haar } from "../../../../../src/math/random-matrices.ts";
import {
  fromRows,
  frobeniusNorm,
  multiply,
  multiplyChain,
  scaledIdentity,
  subtract,
  transpose,
} from "../../../../../src/math/matrix.ts";
import { randomStream } from "../../../../../src/math/random.ts";
import {
  compressThin,
  compressYaras,
  invariantBases,
} from "../../../../../src/workloads/mf/network/compress.ts";
import { randomStart } from "../../../../../src/workloads/mf/network/start.ts";
import { lossGradient } from "../../../../../src/workloads/mf/data/problem.ts";
import { generatedProblem, lowRankTarget } from "../../../../../src/workloads/mf/data/generate.ts";
import { goldenCases, goldenProblem } from "../../../../golden/cases.ts";
import { LINSPACE, PLAIN_OPTIONS } from "../../../../hosts/training/problems.ts";

const distance = (a: Parameters<typeof subtract>[0], b: Parameters<typeof subtract>[1]) =>
  frobeniusNorm(subtract(a, b));

describe("compression against the golden projectors", () => {
  const cases = goldenCases().filter(({ network }) => network.VVt);
  it("has cases", () => expect(cases.length).toBeGreaterThan(1));

  it.each(cases.map((golden) => [golden.name, golden] as const))("%s: VVᵀ and UUᵀ", (_name, golden) => {
    const start = (golden.network.wide_W0 ?? []).map(fromRows);
    const gradient = lossGradient(goldenProblem(golden), multiplyChain(start));
    const bases = invariantBases(start, gradient, golden.network.rhat ?? 0, golden.network.eps);
    const { factors } = compressYaras(start, bases, golden.network.eps, golden.network.gamma ?? 0);
    const Vt = factors[0];
    const U = factors[factors.length - 1];
    if (!Vt || !U) throw new Error("a chain has factors");
    expect(distance(multiply(transpose(Vt), Vt), fromRows(golden.network.VVt ?? []))).toBeLessThan(1e-10);
    expect(distance(multiply(U, transpose(U)), fromRows(golden.network.UUt ?? []))).toBeLessThan(1e-10);
  });
});

const shapes = [
  { rows: 20, cols: 20, width: 20, depth: 2 },
  { rows: 20, cols: 20, width: 20, depth: 4 },
  { rows: 14, cols: 20, width: 20, depth: 3 },
  { rows: 20, cols: 14, width: 30, depth: 3 },
];

describe.each(shapes)("compressing $rows × $cols, width $width, depth $depth", (shape) => {
  const epsilon = 0.1;
  const rHat = 4;
  const { rows, cols } = shape;
  const problem = generatedProblem(lowRankTarget(1, rows, cols, 3, LINSPACE), {
    task: "completion",
    seed: 1,
    observed: 0.6,
    measurements: 0,
    ...PLAIN_OPTIONS,
  });
  const start = randomStart(1, "original", shape, epsilon, "orthogonal");
  const gradient = lossGradient(problem, multiplyChain(start));
  const bases = invariantBases(start, gradient, rHat, epsilon);

  it("has orthonormal bases of width 2r̂", () => {
    expect(bases).toHaveLength(shape.depth - 1);
    for (const X of bases) {
      expect(X.cols).toBe(2 * rHat);
      expect(distance(multiply(transpose(X), X), scaledIdentity(2 * rHat, 1))).toBeLessThan(1e-12);
    }
  });

  it("gives Yaras and thin the same end-to-end start, that of the original inside the subspace", () => {
    const yaras = compressYaras(start, bases, epsilon, 1);
    const thin = compressThin(start, bases, epsilon);
    const f = multiplyChain(yaras.factors);
    expect(distance(f, multiplyChain(thin.factors))).toBeLessThan(1e-13);
    const [first, ...later] = start as [typeof f, ...(typeof f)[]];
    const X1 = bases[0] as typeof f;
    const inside = multiply(X1, multiply(transpose(X1), first));
    expect(distance(f, multiplyChain([inside, ...later]))).toBeLessThan(1e-13);
    expect(frobeniusNorm(f)).toBeGreaterThan(0.5 * epsilon ** shape.depth);
  });

  it("has identity inner factors for Yaras when the start is square", () => {
    const { factors } = compressYaras(start, bases, epsilon, 1);
    const inner = factors.slice(1, -1);
    expect(inner).toHaveLength(shape.depth);
    if (rows !== cols || shape.width !== rows) return;
    for (const W of inner) expect(distance(W, scaledIdentity(2 * rHat, epsilon))).toBeLessThan(1e-13);
  });
});

describe("randomStart", () => {
  it("draws from a stream of its own for each network", () => {
    const shape = { rows: 6, cols: 6, depth: 2, width: 6 };
    expect(randomStart(4, "original", shape, 0.1, "orthogonal")).toEqual(
      randomStart(4, "original", shape, 0.1, "orthogonal"),
    );
    expect(randomStart(4, "original", shape, 0.1, "orthogonal")).not.toEqual(
      randomStart(4, "narrow", shape, 0.1, "orthogonal"),
    );
    expect(haar(randomStream(4, "init/original"), 6, 6).data[0]).toBeCloseTo(
      10 * (randomStart(4, "original", shape, 0.1, "orthogonal")[0]?.data[0] ?? NaN),
      12,
    );
  });
});
