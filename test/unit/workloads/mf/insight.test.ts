import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../../src/workloads/mf/config/link.ts";
import { createDiagnostic, theoremApplies } from "../../../../src/workloads/mf/probes/insight.ts";
import { svd } from "../../../../src/math/svd.ts";
import {
  columns,
  concatColumns,
  multiply,
  multiplyChain,
  scale,
  scaledIdentity,
  subtract,
  transpose,
  type Matrix,
} from "../../../../src/math/matrix.ts";
import { lossGradient, type Problem } from "../../../../src/workloads/mf/data/problem.ts";
import { buildTraining } from "../../../../src/workloads/mf/training.ts";
import { cpuSession } from "../../../hosts/training/float64.ts";
import { readBundled } from "../../../hosts/bundled.ts";

/** The layers after one step of gradient descent, with a rate so small that only directions change noticeably. */
function vanishingStep(start: readonly Matrix[], problem: Problem): Matrix[] {
  const D = lossGradient(problem, multiplyChain(start));
  return start.map((W, l) => {
    const after = [scaledIdentity(W.rows, 1), ...start.slice(l + 1)];
    const before = [scaledIdentity(W.cols, 1), ...start.slice(0, l)];
    const G = multiply(transpose(multiplyChain(after)), multiply(D, transpose(multiplyChain(before))));
    return subtract(W, scale(G, 1e-6));
  });
}

async function look(fields: object, steps: number) {
  const { config } = MF_CODEC.repair({ data: "random", rows: 20, rank: 2, epsilon: 0.3, ...fields });
  const training = await buildTraining({ config: config, load: readBundled });
  const session = cpuSession(training);
  const start = await session.factors(0);
  await session.advance(0, steps);
  const { layers } = await session.spectraOf(await session.capture(0));
  const factors = await session.factors(0);
  const insight = await createDiagnostic(config, training)?.at(
    factors,
    steps,
    async () => session.decompositionsOf(await session.capture(0)),
    true,
  );
  if (!insight) throw new Error("the original is trained");
  session.destroy();
  const first = vanishingStep(start, training.problems[0] as Problem);
  return { insight, layers, experiment: config, first, factors };
}

describe("the theorem in float64", () => {
  it("holds for factorization: no leak, and the bulk follows ρ", async () => {
    const { insight, layers } = await look({ task: "mf" }, 300);
    expect(Math.max(...insight.leaks)).toBeLessThan(1e-12);
    layers.forEach((sigma, l) => {
      const bulk = sigma.slice(2, 18);
      for (const value of bulk) expect(value).toBeCloseTo(insight.rho?.[l] ?? NaN, 10);
    });
    // ρ has changed, so a constant would not pass.
    expect(insight.rho?.[0]).toBeLessThan(0.29);
  });

  it("is not measured for layers that are not square, whose bulk leaks by itself", async () => {
    const { config } = MF_CODEC.repair({ data: "random", rows: 20, cols: 16, rank: 2, task: "mf" });
    expect(
      createDiagnostic(config, await buildTraining({ config: config, load: readBundled })),
    ).toBeUndefined();
  });

  it("does not hold for completion or Adam, and predicts no ρ there", async () => {
    for (const fields of [
      { task: "mc", observed: 0.5 },
      { task: "mf", optimizer: "adam", rate: 0.01 },
    ]) {
      const { insight, experiment } = await look(fields, 200);
      expect(theoremApplies(experiment)).toBe(false);
      expect(Math.max(...insight.leaks)).toBeGreaterThan(0.01);
      expect(insight.rho).toBeUndefined();
    }
  });
});

/**
 * The angle, in degrees, between each column of b and the same column of a, or the orthogonal complement of
 * a's columns.
 */
function degreesBetween(a: Matrix, b: Matrix, from: "own" | "complement"): number[] {
  const fractions = multiply(transpose(b), a);
  const along = Array.from({ length: b.cols }, (_, i) =>
    fractions.data.subarray(i * a.cols, (i + 1) * a.cols),
  );
  const cosines = along.map((row, i) => (from === "own" ? Math.abs(row[i] ?? NaN) : Math.hypot(...row)));
  return cosines.map((value) => (180 / Math.PI) * (from === "own" ? Math.acos(value) : Math.asin(value)));
}

describe("the angles of singular vectors to the start, against full decompositions in float64", () => {
  const ends = ({ u, v }: { u: Matrix; v: Matrix }, rank: number) =>
    [u, v].map((m) => concatColumns(columns(m, 0, rank), columns(m, m.cols - rank, m.cols)));

  it("2r directions of each layer turn and the others stand still, where the theorem holds", async () => {
    const { insight, first, factors } = await look({ task: "mf" }, 60);
    expect(insight.angles?.indices).toHaveLength(20);
    expect(insight.angles?.layers).toHaveLength(3);
    for (const [l, { left, right }] of (insight.angles?.layers ?? []).entries()) {
      // The initialization's own vectors, as the first update reveals them.
      const [u0, v0] = ends(svd(first[l] as Matrix), 2) as [Matrix, Matrix];
      const [u, v] = ends(svd(factors[l] as Matrix), 2) as [Matrix, Matrix];
      for (const [angles, before, now] of [
        [left, u0, u],
        [right, v0, v],
      ] as const) {
        const moved = [...angles.slice(0, 2), ...angles.slice(-2)];
        degreesBetween(before, now, "own").forEach((angle, i) =>
          expect(Math.abs((moved[i] ?? NaN) - angle)).toBeLessThan(0.01),
        );
        expect(Math.max(...angles.slice(2, -2))).toBeLessThan(1e-5);
      }
      expect(Math.max(...left, ...right)).toBeGreaterThan(10);
    }
  });

  it("for completion the other directions turn, too", async () => {
    const { insight, first, factors } = await look({ task: "mc", observed: 0.5 }, 200);
    expect(insight.angles?.layers).toHaveLength(3);
    for (const [l, { left }] of (insight.angles?.layers ?? []).entries()) {
      const [u0] = ends(svd(first[l] as Matrix), 2) as [Matrix];
      const others = columns(svd(factors[l] as Matrix).u, 2, 18);
      const bulk = left.slice(2, -2);
      expect(Math.max(...bulk)).toBeGreaterThan(1);
      degreesBetween(u0, others, "complement").forEach((angle, i) =>
        expect(Math.abs((bulk[i] ?? NaN) - angle)).toBeLessThan(0.01),
      );
    }
  });

  it("gives no angles where float32 cannot tell the singular values apart", async () => {
    const { insight } = await look({ task: "mf", epsilon: 1e-6 }, 5);
    expect(insight.angles?.layers).toHaveLength(3);
    for (const { left } of insight.angles?.layers ?? []) expect(left.every(Number.isNaN)).toBe(true);
  });
});
