/** A new row of a table, completed from a few of its values. */
import { expect, it } from "vitest";
import { multiply, transpose } from "../../../../src/math/matrix.ts";
import { gaussian } from "../../../../src/math/random-matrices.ts";
import { randomStream } from "../../../../src/math/random.ts";
import type { Estimate } from "../../../../src/workloads/mf/estimate.ts";
import { foldIn } from "../../../../src/workloads/mf/suggestions.ts";

const random = randomStream(1, "fold");
const [left, right, x] = [gaussian(random, 200, 3), gaussian(random, 40, 3), gaussian(random, 1, 3)];
const estimate: Estimate = {
  rows: 200,
  cols: 40,
  left,
  right,
  scale: 2,
  centred: { offset: 1 },
  range: { low: -100, high: 100 },
  factors: [],
  rmse: 0.01,
  mae: 0.01,
};
/** A row of the same space as the table's. */
const row = multiply(x, transpose(right)).data.map((value) => 1 + 2 * value);
const known = [0, 7, 11, 20, 33].map((j) => [j, row[j] ?? NaN] as const);

it("finds the rest of a row from more values than the rank, from factors and from the whole estimate", () => {
  const whole: Estimate = { ...estimate, left: multiply(left, transpose(right)), right: undefined };
  for (const one of [estimate, whole])
    foldIn(one, known).forEach((value, j) => expect(value).toBeCloseTo(row[j] ?? NaN, 1));
});

it("shrinks towards the usual row if the values are noise", () => {
  const noisy = foldIn({ ...estimate, rmse: 1e3 }, known);
  noisy.forEach((value) => expect(value).toBeCloseTo(1, 2));
});
