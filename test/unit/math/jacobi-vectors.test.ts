import { describe, expect, it } from "vitest";
import { gaussian } from "../../../src/math/random-matrices.ts";
import { svd } from "../../../src/math/svd.ts";
import { endsAndBetween, tripletsAt } from "../../../src/math/jacobi-vectors.ts";
import { multiply, scaleColumns, transpose, zeros, type Matrix } from "../../../src/math/matrix.ts";
import { randomStream } from "../../../src/math/random.ts";

/** Columns as Jacobi leaves them, in another order and with arbitrary signs. */
function shuffled(m: Matrix): Matrix {
  const out = zeros(m.rows, m.cols);
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < m.cols; j++)
      out.data[i * m.cols + ((j * 3 + 1) % m.cols)] = (j % 2 ? -1 : 1) * (m.data[i * m.cols + j] ?? NaN);
  return out;
}

describe("singular vectors from the columns of one-sided Jacobi", () => {
  it.each([
    [7, 5],
    [5, 7],
    [5, 5],
  ])("of a %i × %i matrix rebuild it", (rows, cols) => {
    const matrix = gaussian(randomStream(3, `jacobi vectors ${rows}`), rows, cols);
    const { u, sigma, v } = svd(matrix);
    const columns = shuffled(rows < cols ? scaleColumns(v, sigma) : scaleColumns(u, sigma));
    const found = tripletsAt({ matrix, columns }, [0, 1, 2, 3, 4]);
    found.sigma.forEach((value, i) => expect(value).toBeCloseTo(sigma[i] ?? NaN, 12));
    const rebuilt = multiply(scaleColumns(found.u, found.sigma), transpose(found.v));
    rebuilt.data.forEach((value, i) => expect(value).toBeCloseTo(matrix.data[i] ?? NaN, 12));
    const last = tripletsAt({ matrix, columns }, [4]);
    expect(last.u.cols).toBe(1);
    expect(last.u.data[0]).toBe(found.u.data[4]);
  });
});

describe("endsAndBetween", () => {
  it("takes all where there is room, else both ends and an even choice between", () => {
    expect(endsAndBetween(4, 9)).toEqual([0, 1, 2, 3]);
    const chosen = endsAndBetween(300, 30);
    expect(chosen).toHaveLength(30);
    expect(chosen.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(chosen.slice(-10)).toEqual([290, 291, 292, 293, 294, 295, 296, 297, 298, 299]);
    expect(new Set(chosen).size).toBe(30);
    expect(chosen).toEqual(chosen.toSorted((a, b) => a - b));
  });
});
