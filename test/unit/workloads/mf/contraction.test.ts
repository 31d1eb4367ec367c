/**
 * The order of contraction, compared with the best of all orders, found by trying each, and with counts made
 * by hand.
 */
import { describe, expect, it } from "vitest";
import { planContraction, type Contraction, type ProductShape } from "../../../../src/models/contraction.ts";
import { randomStream } from "../../../../src/math/random.ts";

/** W[1] … W[n] for the given n + 1 widths. */
const chainOf = (widths: readonly number[]): ProductShape[] =>
  widths.slice(1).map((rows, l) => ({ rows, cols: widths[l] as number }));
const all = (factors: readonly ProductShape[]): boolean[] => factors.map(() => true);

/** Number of multiplications of a step for a contraction, counted without the planner. */
function work(part: Contraction, factors: readonly ProductShape[]): { count: number; shape: ProductShape } {
  if (part.kind === "factor") return { count: 0, shape: factors[part.index] as ProductShape };
  const [left, right] = [work(part.left, factors), work(part.right, factors)];
  const products = [true, part.left.learns, part.right.learns].filter(Boolean).length;
  const own = left.shape.rows * left.shape.cols * right.shape.cols * products;
  return {
    count: left.count + right.count + own,
    shape: { rows: left.shape.rows, cols: right.shape.cols },
  };
}

/** The smallest number over all orders. */
function least(
  factors: readonly ProductShape[],
  learns: readonly boolean[],
  first: number,
  last: number,
): number {
  if (first === last) return 0;
  const learnsIn = (from: number, to: number): number => Number(learns.slice(from, to + 1).includes(true));
  const works = factors.slice(first, last).map(({ rows: inner }, i) => {
    const middle = first + i;
    const products = 1 + learnsIn(first, middle) + learnsIn(middle + 1, last);
    const own =
      (factors[last] as ProductShape).rows * inner * (factors[first] as ProductShape).cols * products;
    return own + least(factors, learns, first, middle) + least(factors, learns, middle + 1, last);
  });
  return Math.min(...works);
}

describe("planContraction", () => {
  it.each([
    { name: "square, L = 3", widths: [64, 64, 64, 64], byHand: 6 * 64 ** 3 },
    { name: "square, L = 4", widths: [64, 64, 64, 64, 64], byHand: 9 * 64 ** 3 },
    {
      name: "compressed, k = 20: inner factors first",
      widths: [256, 20, 20, 20, 20, 256],
      byHand: 3 * (256 * 256 * 20 + 256 * 20 * 20 + 2 * 20 ** 3),
    },
    { name: "two thin factors", widths: [100, 5, 80], byHand: 3 * 100 * 5 * 80 },
    {
      name: "wide: the product of the inner factors goes to the shorter side",
      widths: [200, 8, 8, 50],
      byHand: 3 * (200 * 8 * 50 + 50 * 8 * 8),
    },
  ])("$name", ({ widths, byHand }) => {
    const factors = chainOf(widths);
    const { count } = work(planContraction(factors, all(factors)), factors);
    expect(count).toBe(byHand);
  });

  it("is the best of all orders, for random shapes and frozen factors", () => {
    const random = randomStream(1, "contraction");
    const draw = (below: number): number => 1 + Math.floor(random.uniform() * below);
    for (let turn = 0; turn < 200; turn++) {
      const factors = chainOf(Array.from({ length: 3 + draw(4) }, () => draw(30)));
      const learns = factors.map(() => random.uniform() < 0.7);
      const { count } = work(planContraction(factors, learns), factors);
      expect(count).toBe(least(factors, learns, 0, factors.length - 1));
    }
  });

  it("multiplies from right to left where that costs no more", () => {
    const factors = chainOf([8, 8, 8, 8]);
    const tree = planContraction(factors, all(factors));
    expect(tree).toMatchObject({ left: { index: 2 }, right: { left: { index: 1 }, right: { index: 0 } } });
  });

  it("leaves a single factor as it is", () => {
    expect(planContraction(chainOf([3, 4]), [true])).toEqual({ kind: "factor", index: 0, learns: true });
  });
});
