import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { symmetricEigen } from "../../../src/math/eigen.ts";
import { EngineError } from "../../../src/core/errors.ts";
import {
  mapElements,
  multiply,
  scale,
  scaleColumns,
  transpose,
  type Matrix,
} from "../../../src/math/matrix.ts";
import { farthest, largest, made, notOrthonormal, structured } from "./structured.ts";

const symmetric = (a: Matrix): Matrix => {
  const at = transpose(a);
  return mapElements(a, (value, i) => value / 2 + (at.data[i] as number) / 2);
};

describe("symmetricEigen", () => {
  it("reconstructs structured matrices of any scale to 1e-13 of the largest entry, in descending order", () => {
    fc.assert(
      fc.property(structured(64), (of) => {
        const S = symmetric(made({ ...of, rows: of.cols }).scaled);
        const { values, vectors } = symmetricEigen(S);
        const most = largest(S) || 1;
        const weights = values.map((value) => value / most);
        const again = multiply(scaleColumns(vectors, weights), transpose(vectors));
        expect(farthest(again, scale(S, 1 / most))).toBeLessThan(1e-13);
        expect(notOrthonormal(vectors)).toBeLessThan(1e-13);
        expect(values).toEqual(values.toSorted((x, y) => y - x));
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it("knows a single entry and a reflection", () => {
    expect(symmetricEigen({ rows: 1, cols: 1, data: Float64Array.of(-2) }).values).toEqual([-2]);
    const { values } = symmetricEigen({ rows: 2, cols: 2, data: Float64Array.of(0, 1, 1, 0) });
    expect(values[0]).toBeCloseTo(1, 15);
    expect(values[1]).toBeCloseTo(-1, 15);
  });

  it("refuses NaN with a message", () => {
    const S = { rows: 2, cols: 2, data: Float64Array.of(1, NaN, NaN, 1) };
    expect(() => symmetricEigen(S)).toThrow(EngineError);
  });
});
