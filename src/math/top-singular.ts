/**
 * The leading singular triplets of a matrix in float64, from a growing basis (krylov.ts). `topSingular` is as
 * exact as float64 allows. `followSingular` tracks a changing matrix, as exactly as a picture needs.
 */
import { divisible, type Parts } from "../core/parts.ts";
import { leadingSvd, scaleOf, svd, type Svd } from "./svd.ts";
import { columnOf, Krylov, randomVector } from "./krylov.ts";
import { columns, scale, type Matrix } from "./matrix.ts";
import { randomStream } from "./random.ts";

/** Up to this side length, the full SVD is at least as fast. */
const TINY = 64;
/** Up to this side length, the full SVD is faster if more than a few triplets are wanted. */
const SMALL = 256;
/** Number of random vectors in the first block. */
const BLOCK = 4;
/** Bound on ‖Aᵀu − σv‖, relative to σ₁. */
const TOLERANCE = 1e-12;
/** The convergence test runs each time the basis has grown by this factor. */
const GROWTH = 1.3;

/**
 * u, σ, v of the `rank` largest singular values: rows × rank, descending, cols × rank. Every triplet has ‖Aᵀu
 * − σv‖ ≤ 1e-12 σ₁, and a probe finds nothing larger outside them. If many triplets are wanted, or some do
 * not converge, all come from a full decomposition.
 */
export const topSingular = divisible(function* (a: Matrix, rank: number): Parts<Svd> {
  const side = Math.min(a.rows, a.cols);
  const few = side > SMALL ? side / 8 : side > TINY ? side / 32 : 0;
  const found = rank <= few ? yield* converged(a, rank) : undefined;
  return found ?? (side > SMALL ? yield* leadingSvd.parts(a, rank) : cut(yield* svd.parts(a), rank));
});

function* converged(unscaled: Matrix, rank: number): Parts<Svd | undefined> {
  const factor = scaleOf(unscaled);
  const a = scale(unscaled, 1 / factor);
  const random = randomStream(0, "top-singular");
  const start = Array.from({ length: BLOCK }, () => randomVector(random, a.cols));
  const most = Math.floor(Math.min(a.rows, a.cols) / 2);
  const space = new Krylov(a, start, random, most, rank);
  let nextCheck = rank + 2 * BLOCK;
  while (space.size + BLOCK <= most) {
    yield* space.grow();
    if (space.size < nextCheck) continue;
    nextCheck = Math.ceil(GROWTH * space.size);
    const found = yield* space.triplets(rank);
    const one = found.sigma[0] ?? 0;
    const least = found.sigma.at(-1) ?? 0;
    if (Math.max(...(yield* space.residuals(found))) > TOLERANCE * one) continue;
    const { direction, gain } = yield* space.probe(found);
    if (gain <= least * (1 + 1e-9) + TOLERANCE * one)
      return { ...found, sigma: found.sigma.map((value) => factor * value) };
    space.suggest(direction);
  }
  return undefined;
}

/**
 * Triplets, with a bound on the sine of the angle between each vector and the true one. If the bound exceeds
 * `ENOUGH`, the triplet counts as not found.
 */
export interface FollowedSvd extends Svd {
  readonly doubt: readonly number[];
}

/** The sine of an angle that is too small to see in a picture. */
export const ENOUGH = 1e-3;
/** The uncertainty of a float32 matrix, relative to σ₁. */
const ROUNDING = 3e-7;
/**
 * The basis does not grow further once it has this many vectors. A larger basis would take more time than a probe
 * may. The next probe continues from the result.
 */
const MOST = 56;
/**
 * At most `rank` leading triplets of a matrix of float32 values, starting from `near`, the v of the previous
 * probe. The search ends when each triplet is found or too close to a neighbour, or when the basis is full.
 */
export const followSingular = divisible(function* (
  a: Matrix,
  rank: number,
  near: Matrix | undefined,
): Parts<FollowedSvd> {
  const side = Math.min(a.rows, a.cols);
  // One triplet more than requested, to know the gap after the last one.
  const count = Math.min(rank + 1, side);
  if (side < TINY) return followed(cut(yield* svd.parts(a), count), [], rank);
  const random = randomStream(0, "follow-singular");
  const known = Array.from({ length: near?.cols ?? 0 }, (_, j) => columnOf(near as Matrix, j));
  const start = [...known, ...Array.from({ length: BLOCK }, () => randomVector(random, a.cols))];
  const most = Math.min(MOST, side - start.length);
  const space = new Krylov(a, start, random, most, count);
  yield* space.grow();
  let found: FollowedSvd;
  do {
    const nextCheck = Math.min(most, Math.max(GROWTH * space.size, count));
    while (space.size < nextCheck) yield* space.grow();
    const all = yield* space.triplets(count);
    found = followed(all, yield* space.residuals(all), rank);
  } while (space.size < most && !isSettled(found));
  return found;
});

/** Residual over gap (Davis and Kahan 1970) for the first `rank` triplets. The other triplets only provide the gap. */
function followed(all: Svd, residuals: readonly number[], rank: number): FollowedSvd {
  const found = cut(all, Math.min(rank, all.sigma.length));
  const [one = 0] = all.sigma;
  const doubt = found.sigma.map((_, i) => ((residuals[i] ?? 0) + ROUNDING * one) / gapAt(all.sigma, i));
  return { ...found, doubt };
}

/** Whether each triplet is found, or lies so close to a neighbour that rounding hides the difference. */
function isSettled({ sigma, doubt }: FollowedSvd): boolean {
  const [one = 0] = sigma;
  return doubt.every((sine, i) => sine <= ENOUGH || ROUNDING * one > ENOUGH * gapAt(sigma, i));
}

/** Distance from value i to its nearest neighbour. The value after the last one counts as 0. */
const gapAt = (sigma: readonly number[], i: number): number =>
  Math.min((sigma[i - 1] ?? Infinity) - (sigma[i] ?? 0), (sigma[i] ?? 0) - (sigma[i + 1] ?? 0));

const cut = ({ u, sigma, v }: Svd, rank: number): Svd => ({
  u: columns(u, 0, rank),
  sigma: sigma.slice(0, rank),
  v: columns(v, 0, rank),
});
