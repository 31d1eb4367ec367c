import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EngineError } from "../../../src/core/errors.ts";
import { columns, multiply, scale, scaleColumns, transpose, type Matrix } from "../../../src/math/matrix.ts";
import { gaussian } from "../../../src/math/random-matrices.ts";
import { randomStream } from "../../../src/math/random.ts";
import { leadingSvd, singularValues, svd } from "../../../src/math/svd.ts";
import { symmetricEigen } from "../../../src/math/eigen.ts";
import hang from "./fixtures/svd-hang.json";
import { centred, farthest, largest, made, notOrthonormal, structured } from "./structured.ts";

/** A matrix on which the loop of another library's Golub–Kahan SVD does not end. */
const [side, entries] = hang as [number, number[]];
const HANG: Matrix = centred({ rows: side, cols: side, data: Float64Array.from(entries) });

function check(a: Matrix, tolerance: number): void {
  const { u, sigma, v } = svd(a);
  const most = largest(a) || 1;
  const relative = sigma.map((value) => value / most);
  const again = multiply(scaleColumns(u, relative), transpose(v));
  expect(farthest(again, scale(a, 1 / most))).toBeLessThan(tolerance);
  expect(notOrthonormal(u)).toBeLessThan(tolerance);
  expect(notOrthonormal(v)).toBeLessThan(tolerance);
  expect(sigma).toEqual(sigma.toSorted((x, y) => y - x));
  expect(sigma.every((value) => value >= 0)).toBe(true);
  singularValues(a).forEach((value, i) =>
    expect(Math.abs(value / most - (relative[i] as number))).toBeLessThan(tolerance),
  );
}

describe("svd", () => {
  it("ends on a matrix on which another library's SVD does not", () => {
    check(HANG, 1e-13);
    const sizes = symmetricEigen(HANG)
      .values.map(Math.abs)
      .toSorted((x, y) => y - x);
    const { sigma } = svd(HANG);
    sigma.forEach((value, i) =>
      expect(Math.abs(value - (sizes[i] as number)) / (sigma[0] as number)).toBeLessThan(1e-14),
    );
  });

  it("reconstructs structured matrices of any shape and scale to 1e-13 of the largest entry", () => {
    fc.assert(
      fc.property(structured(40), (of) => {
        const { scaled } = made(of);
        check(scaled, 1e-13);
        expect(svd(scaled).sigma).toHaveLength(Math.min(scaled.rows, scaled.cols));
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it("finds some of the leading triplets alone as it finds all, of structured matrices of any shape and scale", () => {
    fc.assert(
      fc.property(structured(40), fc.integer({ min: 1, max: 40 }), (of, most) => {
        const { scaled } = made(of);
        const rank = Math.min(most, scaled.rows, scaled.cols);
        const all = svd(scaled);
        const some = leadingSvd(scaled, rank);
        expect(some.sigma).toEqual(all.sigma.slice(0, rank));
        expect(farthest(some.u, columns(all.u, 0, rank))).toBeLessThan(1e-13);
        expect(farthest(some.v, columns(all.v, 0, rank))).toBeLessThan(1e-13);
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it("has the singular values that a matrix was made of, also at n = 1", () => {
    expect(svd({ rows: 1, cols: 1, data: Float64Array.of(-3) })).toMatchObject({ sigma: [3] });
    const a = gaussian(randomStream(1, "a"), 30, 20);
    const { values } = symmetricEigen(multiply(transpose(a), a));
    svd(a).sigma.forEach((value, i) => expect(value).toBeCloseTo(Math.sqrt(values[i] as number), 12));
  });

  it.each([NaN, Infinity])("refuses %f with a sentence", (value) => {
    const a = { rows: 3, cols: 2, data: Float64Array.of(1, 2, 3, 4, value, 6) };
    expect(() => svd(a)).toThrow(EngineError);
    expect(() => singularValues(a)).toThrow("could not be decomposed");
    const column = { rows: 3, cols: 1, data: Float64Array.of(value, 1, 2) };
    expect(() => singularValues(column)).toThrow("could not be decomposed");
  });
});
