/**
 * The leading singular triplets of a matrix in float64, from a growing basis (krylov.ts): as exact as can be, or of a matrix
 * that is looked at again and again while it moves, as exact as a picture needs.
 */
import { leadingSvd, scaleOf, svd, type Svd } from "./svd.ts";
import { columnOf, Krylov, randomVector } from "./krylov.ts";
import { columns, scale, type Matrix } from "./matrix.ts";
import { randomStream } from "./random.ts";

/** Up to this side the full SVD is as quick, or quicker. */
const TINY = 64;
/** Up to this side it is quicker for more than a few triplets. */
const SMALL = 256;
/** Random vectors that a basis begins with. */
const BLOCK = 4;
/** Of ‖Aᵀu − σv‖, relative to σ₁. */
const TOLERANCE = 1e-12;
/** A basis is looked at when it has grown by this. */
const GROWTH = 1.3;

/**
 * u, σ, v of the `rank` largest singular values: rows × rank, descending, cols × rank. Every triplet has
 * ‖Aᵀu − σv‖ ≤ 1e-12 σ₁, and a probe of what is left finds nothing larger. Many triplets, and those that do not converge, come
 * from the whole spectrum.
 */
export function topSingular(a: Matrix, rank: number): Svd {
  const side = Math.min(a.rows, a.cols);
  const few = side > SMALL ? side / 8 : side > TINY ? side / 32 : 0;
  const found = rank <= few ? converged(a, rank) : undefined;
  return found ?? (side > SMALL ? leadingSvd(a, rank) : cut(svd(a), rank));
}

function converged(unscaled: Matrix, rank: number): Svd | undefined {
  const factor = scaleOf(unscaled);
  const a = scale(unscaled, 1 / factor);
  const random = randomStream(0, "top-singular");
  const start = Array.from({ length: BLOCK }, () => randomVector(random, a.cols));
  const most = Math.floor(Math.min(a.rows, a.cols) / 2);
  const space = new Krylov(a, start, random, most, rank);
  let nextLook = rank + 2 * BLOCK;
  while (space.size + BLOCK <= most) {
    space.grow();
    if (space.size < nextLook) continue;
    nextLook = Math.ceil(GROWTH * space.size);
    const found = space.triplets(rank);
    const one = found.sigma[0] ?? 0;
    const least = found.sigma.at(-1) ?? 0;
    if (Math.max(...space.residuals(found)) > TOLERANCE * one) continue;
    const { direction, gain } = space.probe(found);
    if (gain <= least * (1 + 1e-9) + TOLERANCE * one)
      return { ...found, sigma: found.sigma.map((value) => factor * value) };
    space.suggest(direction);
  }
  return undefined;
}

/** Triplets with the sine of each one's angle to the true vector, at most: above `ENOUGH` it was not found. */
export interface Followed extends Svd {
  readonly doubt: readonly number[];
}

/** A sine: good for a picture. */
export const ENOUGH = 1e-3;
/** What float32 leaves open in a matrix, relative to σ₁. */
const ROUNDING = 3e-7;
/** More vectors in a basis cost more than a look may; the next look goes on from this one. */
const MOST = 56;
/**
 * The leading `rank` triplets of a matrix of float32 values, fewer where it has not as many, from `near`, the v of a moment
 * ago. It ends when each is found or lies too close to the next one, or when the basis is as large as it may be.
 */
export function followSingular(a: Matrix, rank: number, near: Matrix | undefined): Followed {
  const side = Math.min(a.rows, a.cols);
  // One more, to know how far the last one stands apart.
  const count = Math.min(rank + 1, side);
  if (side < TINY) return followed(cut(svd(a), count), [], rank);
  const random = randomStream(0, "follow-singular");
  const known = Array.from({ length: near?.cols ?? 0 }, (_, j) => columnOf(near as Matrix, j));
  const start = [...known, ...Array.from({ length: BLOCK }, () => randomVector(random, a.cols))];
  const most = Math.min(MOST, side - start.length);
  const space = new Krylov(a, start, random, most, count);
  space.grow();
  let found: Followed;
  do {
    const nextLook = Math.min(most, Math.max(GROWTH * space.size, count));
    while (space.size < nextLook) space.grow();
    const all = space.triplets(count);
    found = followed(all, space.residuals(all), rank);
  } while (space.size < most && !isSettled(found));
  return found;
}

/** Residual over gap (Davis and Kahan 1970), of the first `rank` triplets: those after them are for the gap only. */
function followed(all: Svd, residuals: readonly number[], rank: number): Followed {
  const found = cut(all, Math.min(rank, all.sigma.length));
  const [one = 0] = all.sigma;
  const doubt = found.sigma.map((_, i) => ((residuals[i] ?? 0) + ROUNDING * one) / gapAt(all.sigma, i));
  return { ...found, doubt };
}

/** Whether nothing would be found that is not yet: where rounding alone leaves too much doubt a larger basis does not help. */
function isSettled({ sigma, doubt }: Followed): boolean {
  const [one = 0] = sigma;
  return doubt.every((sine, i) => sine <= ENOUGH || ROUNDING * one > ENOUGH * gapAt(sigma, i));
}

/** To the values beside; 0 is beside the last one. */
const gapAt = (sigma: readonly number[], i: number): number =>
  Math.min((sigma[i - 1] ?? Infinity) - (sigma[i] ?? 0), (sigma[i] ?? 0) - (sigma[i + 1] ?? 0));

const cut = ({ u, sigma, v }: Svd, rank: number): Svd => ({
  u: columns(u, 0, rank),
  sigma: sigma.slice(0, rank),
  v: columns(v, 0, rank),
});
