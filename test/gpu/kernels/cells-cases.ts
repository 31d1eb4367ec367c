/** Products with listed cells of a matrix: rows without cells, with a few, and one with many. */
import { expect } from "vitest";
import { randomStream } from "../../../src/math/random.ts";
import {
  dispatch,
  f32,
  normals,
  once,
  U,
  u32,
  worstError,
  zeros,
  type Case,
  type Results,
} from "./compare.ts";

const SHAPES = [
  [1, 1, 1],
  [3, 7, 2],
  [5, 300, 4],
  [40, 30, 10],
  [7, 90, 17],
  [9, 50, 40],
  [6, 33, 42],
] as const;

function listed(rows: number, cols: number) {
  const random = randomStream(rows, "cells");
  const starts = [0];
  const columns: number[] = [];
  for (let i = 0; i < rows; i++) {
    const share = i === 0 ? 0.9 : i % 3 === 1 ? 0 : 0.2;
    for (let j = 0; j < cols; j++) if (random.uniform() < share) columns.push(j);
    starts.push(columns.length);
  }
  if (columns.length === 0) {
    columns.push(0);
    starts[rows] = 1;
  }
  return { starts, columns };
}

const BOUND = ["values", "b", "starts", "columns", "places", "out"];
const RATES = 4;
const [ALPHA, BETA] = [Math.fround(-0.3), Math.fround(0.9)];

interface CellCase {
  readonly name: string;
  readonly one: Case;
  /** The tensor to compare, and the largest error of each of its numbers in units of U. */
  readonly check: (results: Results) => void;
}

export const cellCases: readonly CellCase[] = SHAPES.flatMap(([rows, cols, k]) => {
  const { starts, columns } = listed(rows, cols);
  const count = columns.length;
  const a = normals(rows * k, 1);
  const b = normals(cols * k, 2);
  const lists = [u32("starts", starts), u32("columns", columns)];
  const rowOf = columns.map((_, at) => starts.findIndex((start) => start > at) - 1);
  const bounded = (tensor: string, bound: (i: number) => number) => (results: Results) =>
    expect(worstError(results(tensor), (i) => bound(i) * U)).toBeLessThanOrEqual(1);
  const product: CellCase = {
    name: `cells_product ${rows} × ${cols}, k = ${k}`,
    one: once("cells_product", { rows, k }, {}, [f32("a", a), f32("b", b), ...lists, zeros("out", count)]),
    check: bounded("out", (at) => {
      let sum = 0;
      for (let c = 0; c < k; c++)
        sum += Math.abs((a[(rowOf[at] ?? 0) * k + c] ?? 0) * (b[(columns[at] ?? 0) * k + c] ?? 0));
      return (k + 2) * sum;
    }),
  };
  const matmuls = [0, 1].flatMap((PLACES) =>
    [0, RATES].map((rates): CellCase => {
      const values = normals(count, 3);
      const places = columns.map((_, at) => count - 1 - at);
      const before = normals(rows * k, 4);
      return {
        name: `cells_matmul ${rows} × ${cols}, k = ${k}, PLACES ${PLACES}, RATES ${rates}`,
        one: {
          tensors: [
            f32("values", values),
            f32("b", b),
            ...lists,
            u32("places", places),
            f32("out", before),
            f32("rates", [NaN, NaN, ALPHA, BETA, NaN, NaN, NaN, NaN]),
            u32("step", [2]),
          ],
          dispatches: [
            dispatch(
              "cells_matmul",
              { rows, k },
              { PLACES, RATES: rates },
              rates > 0 ? [...BOUND, "rates", "step"] : BOUND,
            ),
          ],
        },
        check: bounded("out", (at) => {
          const [i, c] = [Math.floor(at / k), at % k];
          const [from = 0, to = 0] = starts.slice(i, i + 2);
          let sum = 0;
          for (let e = from; e < to; e++)
            sum += Math.abs((values[PLACES ? count - 1 - e : e] ?? 0) * (b[(columns[e] ?? 0) * k + c] ?? 0));
          return (to - from + 4) * (sum + Math.abs(before[at] ?? 0)) + 1e-30 / U;
        }),
      };
    }),
  );
  return [product, ...matmuls];
});
