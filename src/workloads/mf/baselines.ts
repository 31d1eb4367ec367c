/**
 * Estimates without a deep network, scored on the same held-out cells as the networks: the mean, row and column effects,
 * the best rank-k approximation, and alternating least squares (ALS). The validation cells choose ranks and ridges.
 */
import { columns, scaleColumns, zeros, type Matrix } from "../../math/matrix.ts";
import { solveFactor } from "./network/altmin.ts";
import { centreAt, centring, residualOf } from "./data/centre.ts";
import {
  pairedNoise,
  rangeOf,
  scoreOf,
  transposeCells,
  type Cells,
  type CellSplit,
  type Score,
  type ValueAt,
} from "./data/cells.ts";
import { leadingOfCells } from "./data/leading.ts";

export interface Baseline extends Score {
  readonly id: "mean" | "effects" | "rank" | "als";
  /** The rank of the last two. */
  readonly rank?: number;
  /** The ridge of ALS, in the squared unit of the data. */
  readonly ridge?: number;
  /**
   * For each network, half of the 95 % interval of the difference of both RMSEs, from the paired errors on the test cells at
   * the run's present step.
   */
  readonly noise?: Readonly<Record<string, number>>;
}

/** A network's estimate, to compare baselines with. */
export interface Rival {
  readonly id: string;
  readonly at: ValueAt;
}

export const BASELINE_NAMES: Readonly<Record<Baseline["id"], (baseline: Baseline) => string>> = {
  mean: () => "Mean",
  effects: () => "Row and column effects",
  rank: ({ rank }) => `Best rank-${rank ?? 0} approximation`,
  als: ({ rank, ridge = 0 }) =>
    `Alternating least squares, rank ${rank ?? 0}, ridge ${Number(ridge.toPrecision(2))}`,
};

/** Says which estimates without a network are better than the best network, and which are level with it within chance. */
export function comparedText(
  baselines: readonly (Pick<Baseline, "rmse" | "noise"> & { readonly name: string })[],
  networks: readonly { readonly id: string; readonly name: string; readonly rmse: number }[],
): string {
  const [best] = networks.toSorted((a, b) => a.rmse - b.rmse);
  if (!best) return "";
  const gaps = baselines.map(({ name, rmse, noise }) => ({
    name,
    gap: rmse - best.rmse,
    noise: noise?.[best.id] ?? 0,
  }));
  const list = (of: typeof gaps): string => of.map(({ name }) => name).join("; ");
  const better = list(gaps.filter(({ gap, noise }) => gap < -noise));
  const level = list(gaps.filter(({ gap, noise }) => Math.abs(gap) <= noise));
  return [
    better && `Better than ${best.name}: ${better}.`,
    level && `Level with ${best.name}: ${level}. On these test cells, the difference may be chance.`,
    better || level ? "" : `${best.name} has the smallest error.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** The ranks that ALS tries, beside the run's own r̂. */
const RANKS = [1, 2, 3, 4, 5, 6, 8, 12, 20];

/** The ridges that ALS tries, relative to the mean square of the residuals. The first ones shrink most. */
const RIDGES = [100, 30, 10, 3, 1, 0.1, 0.01];
/** Most sweeps with a ridge, and fewest, for the largest matrices. */
const SWEEPS = { most: 10, least: 2 };
/** Number of multiplications of all ridges' sweeps beyond the fewest: about half a minute. */
const WORK = 2e10;

interface Size {
  readonly rows: number;
  readonly cols: number;
  readonly count: number;
}

/** Number of multiplications of a sweep with each ridge. */
const workOf = ({ rows, cols, count }: Size, rank: number): number =>
  RIDGES.length * (count * rank * (rank + 2) + ((rows + cols) * rank ** 3) / 3);

/** Number of sweeps with each ridge, so that all take a minute at most. On millions of cells, the fewest may take longer. */
export const sweepsOf = (size: Size, rank: number): number =>
  Math.min(SWEEPS.most, Math.max(SWEEPS.least, Math.floor(WORK / workOf(size, rank))));

/** The ranks to try: `rank`, and those that take some seconds at most, which on millions of cells are only small ones. */
export function ranksOf(size: Size, rank: number): number[] {
  const most = Math.min(size.rows, size.cols);
  const others = RANKS.filter((k) => 4 * SWEEPS.most * workOf(size, k) < WORK);
  return [...new Set([...others, rank].map((k) => Math.min(k, most)))].toSorted((a, b) => a - b);
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

/** `ranks`, ascending, are those that ALS tries. Empty without test cells. */
export function baselinesOf(
  { train, validation, test }: CellSplit,
  rank: number,
  ranks = ranksOf({ ...train, count: train.values.length }, rank),
  rivals: readonly Rival[] = [],
): Baseline[] {
  if (test.values.length === 0) return [];
  const range = rangeOf(train);
  const effects = centring(train, "biases");
  const plain = centring(train, "mean");
  const judged = validation.values.length > 0 ? validation : train;
  const withEffects =
    (f: ValueAt): ValueAt =>
    (i, j) =>
      centreAt(effects, i, j) + f(i, j);
  const errorOf = (f: ValueAt): number => scoreOf(judged, range, withEffects(f)).rmse;

  const residual = residualOf(train, effects);
  const turned = transposeCells(residual);
  const most = Math.min(ranks.at(-1) ?? rank, train.rows, train.cols);
  const { u, sigma, v } = leadingOfCells(residual, most, turned);
  const left = scaleColumns(u, sigma);
  let best = { rank: most, rmse: Infinity };
  for (let k = 1; k <= most; k++) {
    const rmse = errorOf((i, j) => dot(left, i, v, j, k));
    if (rmse < best.rmse) best = { rank: k, rmse };
  }
  const halves = scaleColumns(v, sigma.map(Math.sqrt));
  const errorOfFactors = (U: Matrix, V: Matrix): number => errorOf((i, j) => dot(U, i, V, j));
  const als = ranks
    .map((k) => leastSquares(residual, turned, columns(halves, 0, Math.min(k, most)), errorOfFactors))
    .reduce((least, one) => (one.error < least.error ? one : least));
  const noiseOf = (at: ValueAt): Pick<Baseline, "noise"> =>
    rivals.length === 0
      ? {}
      : {
          noise: Object.fromEntries(
            rivals.map((rival) => [rival.id, pairedNoise(test, range, at, rival.at)]),
          ),
        };
  const estimates: readonly [facts: Pick<Baseline, "id" | "rank" | "ridge">, at: ValueAt][] = [
    [{ id: "mean" }, () => plain.offset],
    [{ id: "effects" }, withEffects(() => 0)],
    [{ id: "rank", rank: best.rank }, withEffects((i, j) => dot(left, i, v, j, best.rank))],
    [{ id: "als", rank: als.V.cols, ridge: als.ridge }, withEffects((i, j) => dot(als.U, i, als.V, j))],
  ];
  return estimates.map(([facts, at]) => ({ ...facts, ...scoreOf(test, range, at), ...noiseOf(at) }));
}

interface Fitted {
  readonly U: Matrix;
  readonly V: Matrix;
  readonly ridge: number;
  /** On the validation cells. */
  readonly error: number;
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
): Fitted {
  // Without any residual, every positive ridge gives 0.
  const unit = cells.values.reduce((sum, value) => sum + value * value, 0) / cells.values.length || 1;
  const nothing = zeros(cells.rows, start.cols);
  let best: Fitted = {
    U: nothing,
    V: start,
    ridge: (RIDGES[0] as number) * unit,
    error: errorOf(nothing, start),
  };
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
      if (error < best.error) {
        best = { U, V, ridge, error };
        since = 0;
      }
      if (error > last * ENOUGH) break;
      last = error;
    }
  }
  return best;
}
