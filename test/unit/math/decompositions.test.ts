import { describe, expect, it } from "vitest";
import { gaussian, haar, qr, singularValues, svd } from "../../../src/math/decompositions.ts";
import {
  frobeniusNorm,
  multiply,
  scaleColumns,
  scaledIdentity,
  subtract,
  transpose,
} from "../../../src/math/matrix.ts";
import { randomStream } from "../../../src/math/random.ts";

const shapes = [
  [1, 1],
  [5, 3],
  [3, 5],
  [17, 17],
] as const;

describe.each(shapes)("a %i × %i Gaussian matrix", (rows, cols) => {
  const a = gaussian(randomStream(5, "a"), rows, cols);

  it("is its singular value decomposition, in descending order", () => {
    const { u, sigma, v } = svd(a);
    expect(frobeniusNorm(subtract(multiply(scaleColumns(u, sigma), transpose(v)), a))).toBeLessThan(1e-13);
    expect(sigma).toEqual(sigma.toSorted((x, y) => y - x));
    singularValues(a).forEach((value, i) => expect(value).toBeCloseTo(sigma[i] ?? NaN, 12));
  });

  it("gives a semi-orthogonal Haar matrix", () => {
    const q = haar(randomStream(5, "q"), rows, cols);
    const gram = rows >= cols ? multiply(transpose(q), q) : multiply(q, transpose(q));
    expect(frobeniusNorm(subtract(gram, scaledIdentity(Math.min(rows, cols), 1)))).toBeLessThan(
      1e-14 * rows * cols,
    );
  });
});

describe("qr", () => {
  it("has a non-negative diagonal, so that it is unique", () => {
    const a = gaussian(randomStream(2, "qr"), 9, 4);
    const { q, r } = qr(a);
    expect(frobeniusNorm(subtract(multiply(q, r), a))).toBeLessThan(1e-13);
    for (let i = 0; i < 4; i++) expect(r.data[i * 4 + i]).toBeGreaterThan(0);
  });

  it("keeps orthonormal columns when the matrix has dependent ones", () => {
    const a = multiply(gaussian(randomStream(2, "left"), 9, 2), gaussian(randomStream(2, "right"), 2, 4));
    const { q } = qr(a);
    expect(frobeniusNorm(subtract(multiply(transpose(q), q), scaledIdentity(4, 1)))).toBeLessThan(1e-13);
  });
});
