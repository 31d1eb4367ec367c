/**
 * Orthonormal columns that form stripe patterns, so that U diag(σ) Vᵀ looks like a woven cloth. Each rank-one term σ u
 * vᵀ is one pattern of crossing threads. The rank is as exact as with random vectors; only the look differs.
 */
import { orthonormalize } from "../math/qr.ts";
import { gaussian } from "../math/random-matrices.ts";
import type { Matrix } from "../math/matrix.ts";
import type { Random } from "../math/random.ts";

/**
 * Smallest width of a band. Few observed entries would touch a narrower one, and completion would have to wait
 * for it.
 */
const BAND_MIN = 4;
/** Number of bands in half a pattern. More patterns need more bands, or they would not differ. */
const BANDS = 7;

/**
 * `count` orthonormal columns of length n. As many as the bands allow are stripes: piecewise constant on common bands,
 * mirrored about the middle, of mean 0. The others are random.
 */
export function stripes(random: Random, n: number, count: number): Matrix {
  const half = Math.ceil(n / 2);
  const room = Math.max(1, Math.floor(half / BAND_MIN));
  // Patterns of mean 0 on `room` bands span room − 1 dimensions.
  const striped = Math.min(count, room - 1);
  const patterns = gaussian(random, n, count);
  const bands = bandsOf(random, half, Math.min(room, Math.max(BANDS, 2 * striped)));
  const last = (bands.at(-1) ?? 0) + 1;
  for (let j = 0; j < striped; j++) {
    // Uniform heights, because with normal ones few bands could hold most of a pattern's energy.
    const heights = Array.from({ length: last }, () => 2 * random.uniform() - 1);
    const column = Array.from(
      { length: n },
      (_, i) => heights[bands[Math.min(i, n - 1 - i)] as number] as number,
    );
    const mean = column.reduce((sum, value) => sum + value, 0) / n;
    for (let i = 0; i < n; i++) patterns.data[i * count + j] = (column[i] as number) - mean;
  }
  return orthonormalize(patterns);
}

/**
 * Assigns one of `count` bands to each of `length` places. The bands have random widths of at least BAND_MIN.
 */
function bandsOf(random: Random, length: number, count: number): number[] {
  const spare = length - BAND_MIN * count;
  const cuts = Array.from({ length: count - 1 }, () => Math.floor(random.uniform() * (spare + 1))).toSorted(
    (a, b) => a - b,
  );
  const ends = cuts.map((cut, i) => cut + BAND_MIN * (i + 1));
  let band = 0;
  return Array.from({ length }, (_, i) => {
    while (band < ends.length && i >= (ends[band] as number)) band++;
    return band;
  });
}
