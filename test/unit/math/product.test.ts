import { describe, expect, it } from "vitest";
import { openWorkspace, product } from "../../../src/math/product.ts";
import { gaussian } from "../../../src/math/random-matrices.ts";
import { randomStream } from "../../../src/math/random.ts";

/** Adds the terms of each sum in order. */
function plain(a: Float64Array, b: Float64Array, m: number, n: number, k: number): Float64Array {
  return Float64Array.from({ length: m * n }, (_, at) => {
    let sum = 0;
    for (let l = 0; l < k; l++)
      sum += (a[Math.floor(at / n) * k + l] as number) * (b[l * n + (at % n)] as number);
    return sum;
  });
}

describe("the product of two matrices", () => {
  const random = randomStream(1, "product");
  it.each([
    [1, 1, 1],
    [3, 5, 7],
    [64, 65, 66],
    [130, 3, 700],
    [5, 300, 257],
    [257, 129, 17],
  ])("%i × %i × %i is that of a plain loop to the bit", (m, n, k) => {
    const [a, b] = [gaussian(random, m, k).data, gaussian(random, k, n).data];
    expect(product(a, b, m, n, k)).toEqual(plain(a, b, m, n, k));
  });

  it.each([0, 2 ** 30])(
    "is added to a part of a matrix and leaves the rest alone (%i multiplications)",
    (size) => {
      const lengths = [10 * 9, 6 * 5, 5 * 4];
      const workspace = openWorkspace(lengths, size);
      const [out, a, b] = lengths.map((length) => workspace.array(length)) as [
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      out.fill(1);
      a.set(gaussian(random, 6, 5).data);
      b.set(gaussian(random, 5, 4).data);
      workspace.addProduct(
        { data: out, at: 2 * 9 + 3, row: 9 },
        { data: a, at: 0, row: 5 },
        { data: b, at: 0, row: 4 },
        6,
        4,
        5,
      );
      const expected = new Float64Array(90).fill(1);
      plain(a, b, 6, 4, 5).forEach(
        (value, at) => (expected[(2 + Math.floor(at / 4)) * 9 + 3 + (at % 4)] = 1 + value),
      );
      out.forEach((value, at) => expect(value).toBeCloseTo(expected[at] as number, 14));
      expect(out[2 * 9 + 2]).toBe(1);
      expect(out[2 * 9 + 7]).toBe(1);
    },
  );
});
