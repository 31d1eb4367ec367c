// One sweep of one-sided Jacobi, in the round-robin order of shaders/jacobi_sweep.wgsl, on a transposed copy: columns are contiguous,
// padded with zeros to whole vectors, and scaled so that squares neither overflow nor vanish.
import { madd, sumLanes } from "./arithmetic";
import { transposeMatrix } from "./copy_matrix";

/** matrix: batch × rows × cols, in place; converged: batch; work: cols × (rows, rounded up to a multiple of 4). */
export function jacobi_sweep(
  matrix: usize,
  converged: usize,
  work: usize,
  rows: usize,
  cols: usize,
  batch: usize,
  isFirst: bool,
  tolerance: f32,
): void {
  const length = ((rows + 3) & ~3) * 4;
  for (let entry: usize = 0; entry < batch; entry++, matrix += 4 * rows * cols, converged += 4) {
    if (!isFirst && load<u32>(converged) != 0) continue;
    memory.fill(work, 0, length * cols);
    transposeMatrix(matrix, work, rows, cols, length);
    const end = work + length * cols;
    const largest = largestOf(work, end);
    if (largest > 0) scale(work, end, 1 / max(largest, f32.MIN_NORMAL_VALUE));
    store<u32>(converged, sweep(work, length, cols, tolerance) ? 0 : 1);
    if (largest > 0) scale(work, end, largest);
    for (let row: usize = 0; row < rows; row++)
      for (let col: usize = 0; col < cols; col++)
        store<f32>(matrix + 4 * (row * cols + col), load<f32>(work + col * length + 4 * row));
  }
}

function largestOf(from: usize, end: usize): f32 {
  let largest = f32x4.splat(0);
  for (; from < end; from += 16) largest = f32x4.max(largest, f32x4.abs(v128.load(from)));
  largest = f32x4.max(largest, v128.shuffle<f32>(largest, largest, 2, 3, 0, 1));
  return max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1));
}

function scale(from: usize, end: usize, factor: f32): void {
  for (; from < end; from += 16) v128.store(from, f32x4.mul(v128.load(from), f32x4.splat(factor)));
}

/** True when a pair was rotated. One player stands still and the others move by one seat a round; he may be nobody. */
function sweep(work: usize, length: usize, cols: usize, tolerance: f32): bool {
  let rotated = false;
  const moving = cols - 1 + (cols % 2);
  for (let round: usize = 0; round < moving; round++) {
    for (let pair: usize = 0; pair * 2 < moving; pair++) {
      const p = pair == 0 ? moving : (round + pair) % moving;
      const q = (round + moving - pair) % moving;
      if (p < cols && rotate(work + p * length, work + q * length, length, tolerance)) rotated = true;
    }
  }
  return rotated;
}

/** Makes two columns of `length` bytes orthogonal; false when they are already. */
function rotate(p: usize, q: usize, length: usize, tolerance: f32): bool {
  let squaresP = f32x4.splat(0);
  let squaresQ = squaresP;
  let products = squaresP;
  for (let at: usize = 0; at < length; at += 16) {
    const x = v128.load(p + at);
    const y = v128.load(q + at);
    squaresP = madd(x, x, squaresP);
    squaresQ = madd(y, y, squaresQ);
    products = madd(x, y, products);
  }
  const pp = sumLanes(squaresP);
  const qq = sumLanes(squaresQ);
  const pq = sumLanes(products);
  if (!(abs(pq) > tolerance * sqrt(pp) * sqrt(qq))) return false;
  // The smaller of the two angles; in f64, where the square of a large cotangent does not overflow.
  const zeta = (<f64>qq - <f64>pp) / (2 * <f64>pq);
  const tangent = (zeta >= 0 ? 1.0 : -1.0) / (abs(zeta) + sqrt(1 + zeta * zeta));
  const cosine = 1 / sqrt(1 + tangent * tangent);
  turn(p, q, length, <f32>cosine, <f32>(cosine * tangent));
  return true;
}

function turn(p: usize, q: usize, length: usize, cosine: f32, sine: f32): void {
  const c = f32x4.splat(cosine);
  const s = f32x4.splat(sine);
  const minus = f32x4.splat(-sine);
  for (let at: usize = 0; at < length; at += 16) {
    const x = v128.load(p + at);
    const y = v128.load(q + at);
    v128.store(p + at, madd(c, x, f32x4.mul(minus, y)));
    v128.store(q + at, madd(s, x, f32x4.mul(c, y)));
  }
}
