import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { multiply, scale } from "../../../src/math/matrix.ts";
import { qr } from "../../../src/math/qr.ts";
import { gaussian, haar } from "../../../src/math/random-matrices.ts";
import { randomStream } from "../../../src/math/random.ts";
import { farthest, largest, made, notOrthonormal, structured } from "./structured.ts";

describe("qr", () => {
  it("has a non-negative diagonal, so that it is unique", () => {
    const a = gaussian(randomStream(2, "qr"), 9, 4);
    const { q, r } = qr(a);
    expect(farthest(multiply(q, r), a)).toBeLessThan(1e-14);
    for (let i = 0; i < 4; i++) expect(r.data[i * 4 + i]).toBeGreaterThan(0);
  });

  it("reconstructs structured matrices of any scale to 1e-13 of the largest entry, with orthonormal columns", () => {
    fc.assert(
      fc.property(structured(40), (of) => {
        const tall = { ...of, rows: Math.max(of.rows, of.cols), cols: Math.min(of.rows, of.cols) };
        const { scaled } = made(of.kind === "a centred Gram" ? of : tall);
        const { q, r } = qr(scaled);
        expect(notOrthonormal(q)).toBeLessThan(1e-13);
        const most = largest(scaled) || 1;
        expect(farthest(multiply(q, scale(r, 1 / most)), scale(scaled, 1 / most))).toBeLessThan(1e-13);
        for (let i = 0; i < r.rows; i++) expect(r.data[i * r.cols + i]).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("is the same in one panel and in many: each column depends on those before it alone", () => {
    const a = gaussian(randomStream(3, "qr"), 150, 130);
    const { q, r } = qr(a);
    const first = qr({ rows: 150, cols: 20, data: a.data.filter((_, at) => at % 130 < 20) });
    expect(
      farthest(first.q, { rows: 150, cols: 20, data: q.data.filter((_, at) => at % 130 < 20) }),
    ).toBeLessThan(1e-13);
    expect(farthest(multiply(q, r), a)).toBeLessThan(1e-13);
    expect(notOrthonormal(q)).toBeLessThan(1e-13);
  });

  it.each([
    [1, 1],
    [5, 3],
    [3, 5],
    [70, 70],
  ])("makes a %i × %i Haar matrix semi-orthogonal", (rows, cols) => {
    const q = haar(randomStream(5, "q"), rows, cols);
    const tall = rows < cols ? { rows: cols, cols: rows, data: new Float64Array(q.data.length) } : q;
    if (rows < cols)
      q.data.forEach((value, at) => (tall.data[(at % cols) * rows + Math.floor(at / cols)] = value));
    expect(notOrthonormal(tall)).toBeLessThan(1e-14 * Math.max(rows, cols));
  });
});
