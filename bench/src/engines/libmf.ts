/** LIBMF. A file of its own, because the page's build cannot hold compiled code. */
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
