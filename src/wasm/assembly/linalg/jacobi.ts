// One-sided Jacobi (Hestenes 1958) in float64. It rotates every pair of vectors in the pair's plane so that
// the two become orthogonal.
import { madd2, sumPair } from "../arithmetic";

/**
 * Two vectors count as orthogonal when |x · y| ≤ TOLERANCE ‖x‖ ‖y‖. The bound lies well above the rounding
 * error of the sum.
 */
const TOLERANCE: f64 = 1e-13;

/**
 * Runs rounds first … last − 1 of one sweep over `count` vectors of `bytes` bytes each, a multiple of 16.
 * Returns true if it rotated a pair. A sweep has `count` − 1 rounds, or `count` rounds if `count` is odd.
 * Pairs follow a round-robin tournament: one player stays, and the others move by one seat each round. If
 * `count` is odd, one player is absent.
 */
export function jacobi_rounds(vectors: usize, bytes: usize, count: usize, first: usize, last: usize): bool {
  let rotated = false;
  const moving = count - 1 + (count % 2);
  for (let round = first; round < last; round++) {
    for (let pair: usize = 0; pair * 2 < moving; pair++) {
      const p = pair == 0 ? moving : (round + pair) % moving;
      const q = (round + moving - pair) % moving;
      if (p < count && rotate(vectors + p * bytes, vectors + q * bytes, bytes)) rotated = true;
    }
  }
  return rotated;
}

/** Makes two vectors orthogonal; returns false if they already are. */
function rotate(p: usize, q: usize, bytes: usize): bool {
  let squaresP = f64x2.splat(0);
  let squaresQ = squaresP;
  let products = squaresP;
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(p + at);
    const y = v128.load(q + at);
    squaresP = madd2(x, x, squaresP);
    squaresQ = madd2(y, y, squaresQ);
    products = madd2(x, y, products);
  }
  const pp = sumPair(squaresP);
  const qq = sumPair(squaresQ);
  const pq = sumPair(products);
  if (!(abs(pq) > TOLERANCE * sqrt(pp) * sqrt(qq))) return false;
  // Two angles make the vectors orthogonal; this is the smaller one.
  const zeta = (qq - pp) / (2 * pq);
  const tangent = copysign<f64>(1, zeta) / (abs(zeta) + sqrt(1 + zeta * zeta));
  const cosine = 1 / sqrt(1 + tangent * tangent);
  const c = f64x2.splat(cosine);
  const s = f64x2.splat(cosine * tangent);
  const minus = f64x2.splat(-cosine * tangent);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(p + at);
    const y = v128.load(q + at);
    v128.store(p + at, madd2(c, x, f64x2.mul(minus, y)));
    v128.store(q + at, madd2(s, x, f64x2.mul(c, y)));
  }
  return true;
}
