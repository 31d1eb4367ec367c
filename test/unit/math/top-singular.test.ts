import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussian, haar } from "../../../src/math/random-matrices.ts";
import { singularValues, svd } from "../../../src/math/svd.ts";
import {
  columns,
  frobeniusNorm,
  mapElements,
  multiply,
  scale,
  scaleColumns,
  subtract,
  transpose,
  type Matrix,
} from "../../../src/math/matrix.ts";
import { randomStream } from "../../../src/math/random.ts";
import { followSingular, topSingular } from "../../../src/math/top-singular.ts";

import { farthest, largest, made, notOrthonormal, structured } from "./structured.ts";

/** The part of the random cases that is tested. */
const SHARE = process.env["LONG"] ? 1 : 0.2;
const random = randomStream(3, "test");
const withSpectrum = (rows: number, cols: number, sigma: readonly number[]): Matrix =>
  multiply(
    scaleColumns(haar(random, rows, sigma.length), sigma),
    transpose(haar(random, cols, sigma.length)),
  );
const add = (a: Matrix, b: Matrix, factor: number): Matrix =>
  mapElements(a, (value, i) => value + factor * (b.data[i] as number));
const noise = (rows: number, cols: number): Matrix => gaussian(random, rows, cols);

const cases: readonly [name: string, a: Matrix, rank: number, certain: number][] = [
  ["separated values in noise", add(withSpectrum(300, 280, [1, 0.8, 0.5]), noise(300, 280), 1e-3), 3, 3],
  ["values of the noise itself, close together", noise(280, 300), 8, 8],
  ["one value five times", withSpectrum(270, 270, [1, 1, 1, 1, 1, 0.2]), 6, 5],
  ["less rank than is asked for", withSpectrum(290, 270, [1, 0.5]), 6, 2],
  [
    "a first gradient: rank 3 over a small orthogonal matrix",
    add(withSpectrum(264, 264, [1, 0.7, 0.5]), haar(random, 264, 264), 8e-6),
    6,
    3,
  ],
  ["more than Krylov is for", noise(280, 270), 70, 70],
  ["tiny numbers", mapElements(noise(300, 260), (value) => 1e-18 * value), 4, 4],
];

describe("topSingular of large matrices", () => {
  it.each(cases)("%s", (_name, a, rank, certain) => {
    const found = topSingular(a, rank);
    const wanted = svd(a);
    const one = wanted.sigma[0] ?? 0;
    found.sigma.forEach((value, i) =>
      expect(Math.abs(value - (wanted.sigma[i] ?? NaN)) / one).toBeLessThan(1e-13),
    );
    for (const side of ["u", "v"] as const) {
      const unit = multiply(transpose(found[side]), found[side]);
      unit.data.forEach((value, i) =>
        expect(Math.abs(value - Number(i % (rank + 1) === 0))).toBeLessThan(1e-13),
      );
      // If the next singular value differs, the subspaces must be equal.
      const [f, w] = [columns(found[side], 0, certain), columns(wanted[side], 0, certain)];
      const outside = subtract(f, multiply(w, multiply(transpose(w), f)));
      expect(frobeniusNorm(outside)).toBeLessThan(1e-10);
    }
    const residual = subtract(multiply(a, found.v), scaleColumns(found.u, found.sigma));
    expect(frobeniusNorm(residual) / one).toBeLessThan(1e-12);
  });

  it("finds the leading values of structured matrices of any scale, from a basis that grows", () => {
    fc.assert(
      fc.property(structured(40), fc.integer({ min: 1, max: 3 }), (of, rank) => {
        const { scaled } = made({ ...of, rows: of.rows + 100, cols: of.cols + 100 });
        const found = topSingular(scaled, rank);
        const most = largest(scaled) || 1;
        const wanted = singularValues(scaled);
        found.sigma.forEach((value, i) =>
          expect(Math.abs(value - (wanted[i] as number)) / most).toBeLessThan(1e-11),
        );
        expect(notOrthonormal(found.u)).toBeLessThan(1e-12);
        expect(notOrthonormal(found.v)).toBeLessThan(1e-12);
        const relative = found.sigma.map((value) => value / most);
        const images = multiply(scale(scaled, 1 / most), found.v);
        expect(farthest(images, scaleColumns(found.u, relative))).toBeLessThan(1e-11);
      }),
      { numRuns: 60 * SHARE, seed: 1 },
    );
  });

  it("is the same each time, and the full SVD's where the matrix is small", () => {
    const a = noise(270, 270);
    expect(topSingular(a, 3)).toEqual(topSingular(a, 3));
    const small = noise(9, 7);
    expect(topSingular(small, 7)).toEqual(svd(small));
  });

  it("gives zeros for a zero matrix", () => {
    const found = topSingular({ rows: 300, cols: 300, data: new Float64Array(90_000) }, 2);
    expect(found.sigma).toEqual([0, 0]);
    expect(found.u.data.every(Number.isFinite)).toBe(true);
  });
});

describe("followSingular", () => {
  it("finds directions that have grown since, even outside the last vectors, and bounds its error", () => {
    const [first, second] = [withSpectrum(90, 80, [1, 0.5]), withSpectrum(90, 80, [0.8, 0.3])];
    const before = followSingular(first, 2, undefined);
    const moved = add(add(first, second, 1), noise(90, 80), 1e-3);
    const [now, wanted] = [followSingular(moved, 2, before.v), svd(moved)];
    for (const side of ["u", "v"] as const) {
      const cosines = multiply(transpose(columns(wanted[side], 0, 2)), now[side]);
      now.doubt.forEach((sine, i) => {
        expect(sine).toBeLessThan(1e-3);
        expect(Math.abs(cosines.data[3 * i] ?? NaN)).toBeGreaterThan(Math.sqrt(1 - sine ** 2) - 1e-12);
      });
    }
  });

  it("is right about all vectors of structured matrices that it calls certain", () => {
    fc.assert(
      fc.property(structured(40), fc.integer({ min: 1, max: 4 }), (of, rank) => {
        // The unscaled matrix, because followSingular expects float32 values and some scales are beyond
        // float32.
        const { plain } = made({ ...of, rows: of.rows + 60, cols: of.cols + 60 });
        const found = followSingular(plain, rank, undefined);
        const wanted = singularValues(plain);
        found.doubt.forEach((sine, i) => {
          if (sine > 1e-3) return;
          expect(Math.abs((found.sigma[i] as number) - (wanted[i] as number))).toBeLessThanOrEqual(
            1e-6 * (wanted[0] as number),
          );
        });
        expect(found.sigma.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 100 * SHARE, seed: 1 },
    );
  });

  it("is not sure of values that are close together, nor of more than there are", () => {
    const close = followSingular(withSpectrum(90, 80, [1, 1 - 1e-7, 0.5]), 3, undefined);
    expect(close.doubt.map((sine) => sine < 1e-3)).toEqual([false, false, true]);
    const narrow = followSingular(noise(70, 2), 3, undefined);
    expect(narrow.doubt).toHaveLength(2);
  });
});
