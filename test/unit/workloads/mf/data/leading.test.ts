/** Leading directions and least squares on listed cells: exact on small matrices, bounded work on large ones. */
import { describe, expect, it } from "vitest";
import { multiply, transpose } from "../../../../../src/math/matrix.ts";
import { gaussian } from "../../../../../src/math/random-matrices.ts";
import { randomStream } from "../../../../../src/math/random.ts";
import { topSingular } from "../../../../../src/math/top-singular.ts";
import { baselinesOf, comparedText, ranksOf, sweepsOf } from "../../../../../src/workloads/mf/baselines.ts";
import {
  cellsOf,
  rangeOf,
  scoreOf,
  splitCells,
  type ValueAt,
} from "../../../../../src/workloads/mf/data/cells.ts";
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

  it("tries few ranks beside the network's", () => {
    expect(ranksOf(MOVIELENS_SMALL, 30)).toEqual([1, 2, 3, 4, 5, 6, 8, 12, 20, 30]);
    expect(ranksOf({ rows: 7, cols: 40, count: 200 }, 3)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(ranksOf(MOST, 20)).toEqual([1, 20]);
  });
});

it("chooses the rank of alternating least squares by validation, whatever the network's is", () => {
  const random = randomStream(5, "cells");
  const cells = cellsOf(multiply(gaussian(random, 60, 3), transpose(gaussian(random, 50, 3))));
  const noise = gaussian(random, 60, 50).data;
  const noisy = { ...cells, values: cells.values.map((value, at) => value + 0.5 * (noise[at] as number)) };
  const split = splitCells(noisy, 0, { observed: 0.8, validation: 0.1 });
  const ofRank = (rHat: number) => baselinesOf(split, rHat).find(({ id }) => id === "als");
  expect(ofRank(2)?.rank).toBeGreaterThanOrEqual(3);
  expect(ofRank(20)).toEqual(ofRank(2));
  expect(baselinesOf(split, 2, [2]).at(-1)).toMatchObject({ id: "als", rank: 2 });
});

it("calls estimates level whose errors on the same cells differ by no more than chance", () => {
  const random = randomStream(7, "cells");
  const { data } = gaussian(random, 40, 50);
  const cells = cellsOf({ rows: 40, cols: 50, data });
  const noise = gaussian(random, 40, 50).data;
  const split = splitCells(cells, 0, { observed: 0.5, validation: 0.1 });
  const text = (at: ValueAt) => {
    const { rmse } = scoreOf(split.test, rangeOf(split.train), at);
    const [mean] = baselinesOf(split, 1, [1], [{ id: "yaras", at }]);
    const networks = [
      { id: "yaras", name: "Compressed", rmse },
      { id: "thin", name: "Thin", rmse: 9 },
    ];
    return mean && comparedText([{ name: "Mean", ...mean }], networks);
  };
  expect(text(() => 0.4)).toBe("Better than Compressed: Mean.");
  expect(text((i, j) => 0.02 * (noise[i * 50 + j] as number))).toBe(
    "Level with Compressed: Mean. On these test cells, the difference may be chance.",
  );
  expect(text((i, j) => 0.1 * (data[i * 50 + j] as number))).toBe("Compressed has the smallest error.");
});
