/** Packages of npm that factorize a table with few known cells. */
import type { Engine } from "../engine.ts";
import { centreAt, centring, residualOf } from "../../../src/workloads/mf/data/centre.ts";
import { eachCell } from "../../../src/workloads/mf/data/cells.ts";

/**
 * LIBMF, compiled C++ that Node calls: parallel stochastic gradient descent with its default rates and ridges. It gets the
 * ratings without the effects of rows and columns, as our networks do.
 */
export function libmf(): Engine {
  return {
    name: "libmf",
    on: "native",
    open: () => Promise.resolve(),
    factorizer: async (cells, rank) => {
      const { Loss, Matrix, Model } = await import("libmf");
      const effects = centring(cells, "biases");
      const residual = residualOf(cells, effects);
      const matrix = new Matrix();
      eachCell(residual, (i, j, at) => matrix.push(i, j, residual.values[at] as number));
      const model = new Model({ loss: Loss.REAL_L2, factors: rank, quiet: true });
      model.fit(matrix);
      return (i, j) => centreAt(effects, i, j) + model.predict(i, j);
    },
  };
}

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
