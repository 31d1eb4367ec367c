/** Leading directions and least squares on listed cells: exact on small matrices, bounded work on large ones. */
import { describe, expect, it } from "vitest";
import { multiply, transpose } from "../../../../../src/math/matrix.ts";
import { gaussian } from "../../../../../src/math/random-matrices.ts";
import { randomStream } from "../../../../../src/math/random.ts";
import { topSingular } from "../../../../../src/math/top-singular.ts";
import { sweepsOf } from "../../../../../src/workloads/mf/baselines.ts";
import { cellsOf } from "../../../../../src/workloads/mf/data/cells.ts";
import { leadingOfCells, powerSteps } from "../../../../../src/workloads/mf/data/leading.ts";

const MOVIELENS_SMALL = { rows: 671, cols: 9066, count: 81_000 };
const MILLIONS = { rows: 70_000, cols: 10_000, count: 4_000_000 };
const MOST = { rows: 300_000, cols: 60_000, count: 16_200_000 };

it("finds the singular values of listed cells", () => {
  const random = randomStream(3, "cells");
  const matrix = multiply(gaussian(random, 60, 4), transpose(gaussian(random, 40, 4)));
  const { sigma } = leadingOfCells(cellsOf(matrix), 4);
  topSingular(matrix, 4).sigma.forEach((value, k) =>
    expect(Math.abs((sigma[k] ?? NaN) / value - 1)).toBeLessThan(1e-9),
  );
});

describe("on large files", () => {
  it("makes fewer power steps, so that their number of multiplications is bounded", () => {
    expect(powerSteps(MOVIELENS_SMALL, 30)).toBe(20);
    expect(powerSteps(MILLIONS, 30)).toBeLessThanOrEqual(6);
    expect(powerSteps(MOST, 30)).toBe(3);
  });

  it("makes fewer sweeps of alternating least squares", () => {
    expect(sweepsOf(MOVIELENS_SMALL, 20)).toBe(10);
    expect(sweepsOf(MILLIONS, 20)).toBe(2);
    expect(sweepsOf(MOST, 20)).toBe(2);
  });
});
