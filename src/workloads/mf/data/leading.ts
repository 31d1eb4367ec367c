/**
 * The leading singular triplets of a matrix that is 0 outside its cells: block power steps from random vectors, then the
 * SVD of the small projected matrix (Halko, Martinsson and Tropp 2011).
 */
import { divisible, type Parts } from "../../../core/parts.ts";
import { columns, multiply, zeros, type Matrix } from "../../../math/matrix.ts";
import { factorizer } from "../../../math/qr.ts";
import { gaussian } from "../../../math/random-matrices.ts";
import { randomStream } from "../../../math/random.ts";
import { svd, type Svd } from "../../../math/svd.ts";
import { transposeCells, type Cells } from "./cells.ts";

/** Number of vectors beyond the requested ones. */
const SPARE = 10;
/** Most power steps. On ratings, more steps change the leading values by less than 1e-3. */
const MOST_STEPS = 20;
/** Fewest power steps, for the largest matrices. */
const LEAST_STEPS = 3;
/** Number of multiplications of all power steps beyond the fewest: a few seconds. */
const WORK = 3e9;

/** Number of power steps, so that all take a few seconds at most. On millions of cells, the fewest may take longer. */
export function powerSteps(
  { rows, cols, count }: { readonly rows: number; readonly cols: number; readonly count: number },
  width: number,
): number {
  const each = 2 * count * width + 4 * (rows + cols) * width ** 2;
  return Math.min(MOST_STEPS, Math.max(LEAST_STEPS, Math.floor(WORK / each)));
}

/** Number of multiplications between two yields: about a millisecond. */
const BETWEEN_YIELDS = 2 ** 20;

/** The cells' matrix times `right` (cols × k), in `out` (rows × k). */
function* multiplyCells(
  { rows, starts, columns: at, values }: Cells,
  { cols: k, data }: Matrix,
  out: Matrix,
): Parts<Matrix> {
  const sums = new Float64Array(k);
  let work = 0;
  for (let i = 0; i < rows; i++) {
    sums.fill(0);
    const end = starts[i + 1] as number;
    for (let e = starts[i] as number; e < end; e++) {
      const value = values[e] as number;
      const from = (at[e] as number) * k;
      for (let c = 0; c < k; c++) sums[c] = (sums[c] as number) + value * (data[from + c] as number);
    }
    out.data.set(sums, i * k);
    work += (end - (starts[i] as number)) * k;
    if (work < BETWEEN_YIELDS) continue;
    work = 0;
    yield;
  }
  return out;
}

/** u (rows × rank), σ and v (cols × rank), descending. `rank` is at most the shorter side. */
export const leadingOfCells = divisible(function* (
  cells: Cells,
  rank: number,
  turned: Cells = transposeCells(cells),
): Parts<Svd> {
  const width = Math.min(cells.rows, cells.cols, rank + SPARE);
  // All steps share these arrays. New ones at each step would be tens of megabytes before the browser frees them.
  const [onRows, onCols] = [zeros(cells.rows, width), zeros(cells.cols, width)];
  const [leftBasis, rightBasis] = [factorizer(cells.rows, width), factorizer(cells.cols, width)];
  const start = yield* gaussian.parts(randomStream(0, "leading"), cells.cols, width);
  let right = (yield* rightBasis(start)).q;
  let left = (yield* leftBasis(yield* multiplyCells(cells, right, onRows))).q;
  const steps = powerSteps({ ...cells, count: cells.values.length }, width);
  for (let step = 0; step < steps; step++) {
    right = (yield* rightBasis(yield* multiplyCells(turned, left, onCols))).q;
    left = (yield* leftBasis(yield* multiplyCells(cells, right, onRows))).q;
  }
  // The transposed projection is cols × width: Aᵀ left = V Σ Wᵀ, so u = left W.
  const { u, sigma, v } = yield* svd.parts(yield* multiplyCells(turned, left, onCols));
  return {
    u: columns(yield* multiply.parts(left, v), 0, rank),
    sigma: sigma.slice(0, rank),
    v: columns(u, 0, rank),
  };
});
