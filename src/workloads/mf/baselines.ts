/**
 * Estimates without a deep network, scored on the same held-out cells as the networks: the mean, row and column effects,
 * the best rank-k approximation, and alternating least squares (ALS) with a ridge chosen on the validation cells.
 */
import { scaleColumns, zeros, type Matrix } from "../../math/matrix.ts";
import { solveFactor } from "./network/altmin.ts";
import { centreAt, centring, residualOf } from "./data/centre.ts";
import { rangeOf, scoreOf, transposeCells, type Cells, type CellSplit, type Score } from "./data/cells.ts";
import { leadingOfCells } from "./data/leading.ts";

export interface Baseline extends Score {
  readonly id: "mean" | "effects" | "rank" | "als";
  /** The rank of the last two. */
  readonly rank?: number;
  /** The ridge of ALS, in the squared unit of the data. */
  readonly ridge?: number;
}

export const BASELINE_NAMES: Readonly<Record<Baseline["id"], (baseline: Baseline) => string>> = {
  mean: () => "Mean",
  effects: () => "Row and column effects",
  rank: ({ rank }) => `Best rank-${rank ?? 0} approximation`,
  als: ({ rank, ridge = 0 }) =>
    `Alternating least squares, rank ${rank ?? 0}, ridge ${Number(ridge.toPrecision(2))}`,
};

interface Named {
  readonly name: string;
  readonly rmse: number;
}

/** Says which estimates without a network are as good as every network. */
export function comparedText(baselines: readonly Named[], networks: readonly Named[]): string {
  const [best] = networks.toSorted((a, b) => a.rmse - b.rmse);
  const reached = best?.rmse ?? Infinity;
  const better = baselines.filter(({ rmse }) => rmse <= reached).map(({ name }) => name);
  return better.length === 0
    ? `${best?.name ?? ""} has the smallest error.`
    : `No network is better than: ${better.join("; ")}.`;
}

/** The ridges that ALS tries, relative to the mean square of the residuals. The first ones shrink most. */
const RIDGES = [100, 30, 10, 3, 1, 0.1, 0.01];
/** Most sweeps with a ridge, and fewest, for the largest matrices. */
const SWEEPS = { most: 10, least: 2 };
/** Number of multiplications of all ridges' sweeps beyond the fewest: about half a minute. */
const WORK = 2e10;

/** Number of sweeps with each ridge, so that all take a minute at most. On millions of cells, the fewest may take longer. */
export function sweepsOf(
  { rows, cols, count }: { readonly rows: number; readonly cols: number; readonly count: number },
  rank: number,
): number {
  const each = count * rank * (rank + 2) + ((rows + cols) * rank ** 3) / 3;
  return Math.min(SWEEPS.most, Math.max(SWEEPS.least, Math.floor(WORK / (RIDGES.length * each))));
}
/** A ridge ends with the first sweep that lowers the error by less than this factor. */
const ENOUGH = 0.9999;
/** ALS ends after this many ridges without a better validation error. */
const PATIENCE = 2;

const dot = (a: Matrix, i: number, b: Matrix, j: number, k = a.cols): number => {
  let sum = 0;
  for (let c = 0; c < k; c++) sum += (a.data[i * a.cols + c] as number) * (b.data[j * b.cols + c] as number);
  return sum;
};

/** `rank` is the largest rank of the low-rank baselines. Empty without test cells. */
export function baselinesOf({ train, validation, test }: CellSplit, rank: number): Baseline[] {
  if (test.values.length === 0) return [];
  const range = rangeOf(train);
  const effects = centring(train, "biases");
  const plain = centring(train, "mean");
  const score = (cells: Cells, f: (i: number, j: number) => number): Score =>
    scoreOf(cells, range, (i, j) => centreAt(effects, i, j) + f(i, j));
  const judged = validation.values.length > 0 ? validation : train;

  const residual = residualOf(train, effects);
  const turned = transposeCells(residual);
  const most = Math.min(rank, train.rows, train.cols);
  const { u, sigma, v } = leadingOfCells(residual, most, turned);
  const left = scaleColumns(u, sigma);
  let best = { rank: most, rmse: Infinity };
  for (let k = 1; k <= most; k++) {
    const { rmse } = score(judged, (i, j) => dot(left, i, v, j, k));
    if (rmse < best.rmse) best = { rank: k, rmse };
  }
  const halves = scaleColumns(v, sigma.map(Math.sqrt));
  const als = leastSquares(residual, turned, halves, (U, V) => score(judged, (i, j) => dot(U, i, V, j)).rmse);
  return [
    { id: "mean", ...scoreOf(test, range, () => plain.offset) },
    { id: "effects", ...score(test, () => 0) },
    { id: "rank", rank: best.rank, ...score(test, (i, j) => dot(left, i, v, j, best.rank)) },
    { id: "als", rank: most, ridge: als.ridge, ...score(test, (i, j) => dot(als.U, i, als.V, j)) },
  ];
}

/**
 * The factors with the least validation error over all ridges and sweeps. Each ridge starts from the leading directions,
 * because factors that a larger ridge has shrunk to 0 would stay there.
 */
function leastSquares(
  cells: Cells,
  turned: Cells,
  start: Matrix,
  errorOf: (U: Matrix, V: Matrix) => number,
): { readonly U: Matrix; readonly V: Matrix; readonly ridge: number } {
  // Without any residual, every positive ridge gives 0.
  const unit = cells.values.reduce((sum, value) => sum + value * value, 0) / cells.values.length || 1;
  let best = { U: zeros(cells.rows, start.cols), V: start, ridge: (RIDGES[0] as number) * unit };
  let least = errorOf(best.U, best.V);
  let since = 0;
  const sweeps = sweepsOf({ ...cells, count: cells.values.length }, start.cols);
  for (const share of RIDGES) {
    if (since++ === PATIENCE) break;
    const ridge = share * unit;
    let [V, last] = [start, Infinity];
    for (let sweep = 0; sweep < sweeps; sweep++) {
      const U = solveFactor(cells, V, ridge);
      V = solveFactor(turned, U, ridge);
      const error = errorOf(U, V);
      if (error < least) {
        least = error;
        best = { U, V, ridge };
        since = 0;
      }
      if (error > last * ENOUGH) break;
      last = error;
    }
  }
  return best;
}
