import { describe, expect, it } from "vitest";
import { multiply, transpose } from "../../../../../src/math/matrix.ts";
import { randomStream } from "../../../../../src/math/random.ts";
import { singularValues } from "../../../../../src/math/svd.ts";
import { lowRankTarget, stripes } from "../../../../../src/workloads/mf/data/generate.ts";

const draw = (n: number, count: number, seed = 3) => stripes(randomStream(seed, "target"), n, count);

describe("striped singular vectors", () => {
  it.each([
    [1, 1],
    [2, 2],
    [7, 3],
    [16, 16],
    [64, 3],
    [65, 12],
    [128, 20],
  ])("are orthonormal: length %i, %i columns", (n, count) => {
    const columns = draw(n, count);
    const gram = multiply(transpose(columns), columns);
    for (let i = 0; i < count; i++)
      for (let j = 0; j < count; j++)
        expect(Math.abs((gram.data[i * count + j] as number) - (i === j ? 1 : 0))).toBeLessThan(1e-12);
  });

  it("are mirrored, of mean 0, and constant on bands", () => {
    const { data, cols } = draw(128, 3);
    for (let j = 0; j < cols; j++) {
      const column = Array.from({ length: 128 }, (_, i) => data[i * cols + j] as number);
      expect(Math.abs(column.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-12);
      let changes = 0;
      for (let i = 0; i < 128; i++) {
        expect(column[127 - i]).toBeCloseTo(column[i] as number, 12);
        if (i > 0 && Math.abs((column[i] as number) - (column[i - 1] as number)) > 1e-9) changes++;
      }
      expect(changes).toBeLessThanOrEqual(12);
    }
  });

  it("give another cloth for another seed", () => {
    expect(draw(64, 3, 1).data).not.toEqual(draw(64, 3, 2).data);
  });

  it("leave the singular values of the target as they are", () => {
    const shape = { spectrum: "list", smallest: 0.5, sigmas: [1, 0.8, 0.6] } as const;
    const woven = singularValues(lowRankTarget(5, 48, 32, 3, { ...shape, vectors: "stripes" }).target);
    const plain = singularValues(lowRankTarget(5, 48, 32, 3, shape).target);
    woven.forEach((sigma, i) => expect(sigma).toBeCloseTo(plain[i] ?? NaN, 10));
  });
});
