/** A package of npm that factorizes a table with few known cells. */
import type { Engine } from "../engine.ts";
import { eachCell } from "../../../src/workloads/mf/data/cells.ts";

/** Steps over all ratings, their rate and the ridge. The package's own 5,000 steps would take an hour. */
const SLOW = { steps: 50, rate: 0.005, ridge: 0.1 };

/** Stochastic gradient descent in JavaScript, on a table of arrays. A cell that is not positive counts as unknown. */
export function matrixFactorization(): Engine {
  return {
    name: "matrix-factorization",
    on: "JavaScript",
    open: () => Promise.resolve(),
    factorizer: async (cells, rank) => {
      const { factorizeMatrix } = (await import("matrix-factorization")).default;
      const table = Array.from({ length: cells.rows }, () => Array.from({ length: cells.cols }, () => 0));
      eachCell(cells, (i, j, at) => {
        (table[i] as number[])[j] = cells.values[at] as number;
      });
      const [left, right] = factorizeMatrix(table, rank, SLOW.steps, SLOW.rate, SLOW.ridge);
      return (i, j) => (left[i] ?? []).reduce((sum, value, k) => sum + value * (right[j]?.[k] ?? 0), 0);
    },
  };
}
