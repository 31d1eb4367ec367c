import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../../../src/workloads/mf/config/link.ts";
import { altminFlops, solveFactor, startAltmin } from "../../../../../src/workloads/mf/network/altmin.ts";
import { kwonSurrogate } from "../../../../../src/workloads/mf/network/compress.ts";
import { buildTraining } from "../../../../../src/workloads/mf/training.ts";
import {
  frobeniusNorm,
  multiply,
  subtract,
  sumOfSquares,
  transpose,
} from "../../../../../src/math/matrix.ts";
import type { Matrix } from "../../../../../src/math/matrix.ts";
import { topSingular } from "../../../../../src/math/top-singular.ts";
import { generatedProblem, lowRankTarget } from "../../../../../src/workloads/mf/data/generate.ts";
import { cellsOf, transposeCells } from "../../../../../src/workloads/mf/data/cells.ts";
import type { Problem } from "../../../../../src/workloads/mf/data/problem.ts";
import { cpuSession } from "../../../../hosts/training/float64.ts";
import { LINSPACE, PLAIN_OPTIONS } from "../../../../hosts/training/problems.ts";
import { readBundled } from "../../../../hosts/bundled.ts";
import { errorsOf } from "../../../../hosts/errors.ts";

const RANK = 4;
const RIDGE = 1e-3;

function problemOf(task: Problem["task"], rows = 20, cols = 14): Problem {
  const target = lowRankTarget(5, rows, cols, 2, LINSPACE);
  return generatedProblem(target, {
    ...PLAIN_OPTIONS,
    task,
    seed: 5,
    observed: 0.4,
    measurements: 1,
  });
}

/** The factors after some half sweeps, as U (rows × k) and V (cols × k). */
function solved(problem: Problem, halfSweeps: number): { U: Matrix; V: Matrix } {
  const chain = startAltmin(topSingular(kwonSurrogate(problem), RANK));
  const byRow = cellsOf(problem.observed, problem.mask);
  const byColumn = transposeCells(byRow);
  let [Vt, U] = chain.factors as [Matrix, Matrix];
  for (let i = 0; i < halfSweeps; i++)
    if (i % 2 === 0) U = solveFactor(byRow, transpose(Vt), RIDGE);
    else Vt = transpose(solveFactor(byColumn, U, RIDGE));
  return { U, V: transpose(Vt) };
}

const objective = ({ observed, mask }: Problem, U: Matrix, V: Matrix): number =>
  sumOfSquares(subtract(multiply(U, transpose(V)), observed), mask) +
  RIDGE * (sumOfSquares(U) + sumOfSquares(V));

describe.each(["completion", "factorization"] as const)("alternating minimization, %s", (task) => {
  const problem = problemOf(task);

  it.each([1, 2, 5, 6])("is at the minimum over the factor that it solved, after %i half sweeps", (count) => {
    const { U, V } = solved(problem, count);
    const free = count % 2 === 1 ? U : V;
    const least = objective(problem, U, V);
    for (let i = 0; i < free.data.length; i++)
      for (const by of [1e-3, -1e-3]) {
        free.data[i] = (free.data[i] as number) + by;
        expect(objective(problem, U, V)).toBeGreaterThan(least);
        free.data[i] = (free.data[i] as number) - by;
      }
  });

  it("never gets worse", () => {
    const values = [1, 2, 3, 4, 5, 6].map((count) => {
      const { U, V } = solved(problem, count);
      return objective(problem, U, V);
    });
    values.slice(1).forEach((value, i) => expect(value).toBeLessThanOrEqual((values[i] ?? 0) * (1 + 1e-12)));
  });
});

it("gives a row without observed entries the value 0, and stays finite", () => {
  const problem = problemOf("completion");
  const mask = Float64Array.from(problem.mask ?? []).fill(0, 0, 14);
  const { U } = solved({ ...problem, mask }, 3);
  expect(Array.from(U.data.subarray(0, RANK))).toEqual([0, 0, 0, 0]);
  expect(Number.isFinite(frobeniusNorm(U))).toBe(true);
});

it("counts its operations: more entries and a higher rank cost more, and a full matrix shares one factorization", () => {
  const [seen, all] = [problemOf("completion"), problemOf("factorization")];
  expect(altminFlops(seen, 4)).toBeGreaterThan(altminFlops(seen, 3));
  expect(altminFlops(all, 4)).toBeLessThan(altminFlops({ ...all, mask: new Float64Array(280).fill(1) }, 4));
  // Each of the 112 entries adds 20 operations to the normal matrix and 8 to the right-hand side. A half sweep solves
  // for 20 rows or 14 columns, 17 on average, each with 64/3 operations for the factorization and 32 for the triangular
  // solves.
  expect(altminFlops(seen, 4)).toBeCloseTo(112 * 28 + 17 * (64 / 3 + 32), 9);
});

it("recovers an easy matrix as a network of a session, within a few steps, and again after a reset", async () => {
  const { config, repairs } = MF_CODEC.repair({
    task: "mc",
    data: "random",
    rows: 40,
    rank: 2,
    rHat: 2,
    observed: 0.6,
    networks: ["original", "altmin"],
  });
  expect(repairs).toEqual([]);
  const session = cpuSession(await buildTraining({ config: config, load: readBundled }));
  const first = errorsOf(await session.advance(1, 40));
  expect(first.recovery[0]).toBeCloseTo(1, 12);
  expect(first.recovery.at(-1)).toBeLessThan(1e-4);
  session.reset();
  expect(errorsOf(await session.advance(1, 40)).recovery).toEqual(first.recovery);
  session.destroy();
});

describe("for sensing it does not exist, and the message says why", () => {
  it.each([
    { networks: ["original", "altmin"], left: ["original"] },
    { networks: ["altmin"], left: ["original", "yaras", "thin"] },
  ])("$networks", ({ networks, left }) => {
    const { config, repairs } = MF_CODEC.repair({ task: "ms", data: "random", rows: 12, networks });
    expect(config.networks).toEqual(left);
    expect(repairs.join()).toContain("shows no entries");
  });
});
