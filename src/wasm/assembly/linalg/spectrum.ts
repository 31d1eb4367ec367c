// Singular values in float64: Householder bidiagonalization (Golub and Kahan 1965), then implicit QR (Demmel
// and Kahan 1990). Each reflection passes over the remaining matrix once. While four rows are in cache, the
// pass applies the left reflector, finds and applies the right one, and adds up the sums for the next left
// reflector (Howell et al., Cache efficient bidiagonalization using BLAS 2.5 operators, 2008).
import { madd2, sumPair } from "../arithmetic";

/** Number of rows processed at once. */
const ROWS: usize = 4;

/** Bytes of a row, rounded up to whole vectors of two. */
function rowBytes(cols: usize): usize {
  return ((cols + 1) & ~1) << 3;
}

/**
 * Address of the vectors after the matrix, each as long as a row: the sums for the left reflector, the sums
 * for the next one, the right reflector, the diagonal, the superdiagonal.
 */
function vectorsOf(work: usize, rows: usize, cols: usize): usize {
  return work + (rows + ROWS) * rowBytes(cols);
}

/** Bytes of `work` needed for a rows × cols matrix, rows ≥ cols. */
export function spectrum_bytes(rows: usize, cols: usize): usize {
  return (rows + ROWS + 5) * rowBytes(cols);
}

/** Bytes between two rows of the matrix, which lies at the start of `work`. The caller fills the padding with zeros. */
export function spectrum_row(cols: usize): usize {
  return rowBytes(cols);
}

/** Applies reflections first … last − 1 of `cols`. Callers apply all of them, in order. */
export function spectrum_reflect(work: usize, rows: usize, cols: usize, first: usize, last: usize): void {
  const row = rowBytes(cols);
  const sums = vectorsOf(work, rows, cols);
  if (first == 0) {
    memory.fill(sums, 0, 5 * row);
    for (let i: usize = 0; i < rows; i++) addRow(sums, work + i * row, load<f64>(work + i * row), row);
  }
  for (let k = first; k < last; k++) reflect(work, rows, cols, k, sums, row);
}

/** sums += x · row. */
function addRow(sums: usize, row: usize, x: f64, bytes: usize): void {
  const xs = f64x2.splat(x);
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(sums + at, madd2(xs, v128.load(row + at), v128.load(sums + at)));
}

/**
 * Zeroes column k below the diagonal with the reflector v = x + s‖x‖e₁, where x is the column from the
 * diagonal on. Then zeroes row k right of the superdiagonal with a reflector u of the same form. `sums` holds
 * xᵀA, which is all that vᵀA needs from the rows below k. The next column's xᵀA replaces it.
 */
function reflect(work: usize, rows: usize, cols: usize, k: usize, sums: usize, row: usize): void {
  const next = sums + row;
  const u = next + row;
  const diagonal = u + row;
  const superdiagonal = diagonal + row;
  const top = work + k * row;
  const x0 = load<f64>(top + 8 * k);
  const norm = sqrt(load<f64>(sums + 8 * k));
  const signed = x0 < 0 ? -norm : norm;
  store<f64>(diagonal + 8 * k, norm);
  if (k + 1 == cols) return;
  const scale = reflectionScale(norm, x0);
  // Vectors begin at an even column. If that is the finished column k itself, u is zero there.
  const start = ((k + 1) & ~1) << 3;
  addRow(sums + start, top + start, signed, row - start);
  addRow(top + start, sums + start, -scale * (x0 + signed), row - start);
  let squares: f64 = 0;
  const end: usize = 8 * cols;
  for (let at: usize = 8 * (k + 1); at < end; at += 8) squares += load<f64>(top + at) * load<f64>(top + at);
  const y0 = load<f64>(top + 8 * (k + 1));
  const length = sqrt(squares);
  store<f64>(superdiagonal + 8 * k, length);
  const scaleU = reflectionScale(length, y0);
  memory.copy(u + start, top + start, row - start);
  store<f64>(u + 8 * k, 0);
  store<f64>(u + 8 * (k + 1), y0 + (y0 < 0 ? -length : length));
  memory.fill(next, 0, row);
  // Up to three zero rows after the last row change nothing.
  for (let i = k + 1; i < rows; i += ROWS)
    fourRows(work + i * row, row, k, start, scale, scaleU, sums, u, next);
  memory.copy(sums, next, row);
}

/**
 * If vᵀv / 2 is below this, its reciprocal may overflow. Fused sums leave such small residues in columns that
 * are multiples of others.
 */
const TINY: f64 = 1e-290;

/** 2 / vᵀv for v = x + s‖x‖e₁, computed from ‖x‖ and x₀; zero if there is nothing to reflect. */
function reflectionScale(norm: f64, x0: f64): f64 {
  const half = norm * (norm + abs(x0));
  return half > TINY ? 1 / half : 0;
}

/** A ← A − scale · v (vᵀA), A ← A − scaleU · (A u) uᵀ, next ← next + xᵀA for the new column k + 1 of these rows. */
function fourRows(
  a0: usize,
  row: usize,
  k: usize,
  start: usize,
  scale: f64,
  scaleU: f64,
  sums: usize,
  u: usize,
  next: usize,
): void {
  const a1 = a0 + row;
  const a2 = a1 + row;
  const a3 = a2 + row;
  let f0 = f64x2.splat(-scale * load<f64>(a0 + 8 * k));
  let f1 = f64x2.splat(-scale * load<f64>(a1 + 8 * k));
  let f2 = f64x2.splat(-scale * load<f64>(a2 + 8 * k));
  let f3 = f64x2.splat(-scale * load<f64>(a3 + 8 * k));
  let z0 = f64x2.splat(0);
  let z1 = z0;
  let z2 = z0;
  let z3 = z0;
  for (let at = start; at < row; at += 16) {
    const s = v128.load(sums + at);
    const r = v128.load(u + at);
    const b0 = madd2(f0, s, v128.load(a0 + at));
    const b1 = madd2(f1, s, v128.load(a1 + at));
    const b2 = madd2(f2, s, v128.load(a2 + at));
    const b3 = madd2(f3, s, v128.load(a3 + at));
    v128.store(a0 + at, b0);
    v128.store(a1 + at, b1);
    v128.store(a2 + at, b2);
    v128.store(a3 + at, b3);
    z0 = madd2(b0, r, z0);
    z1 = madd2(b1, r, z1);
    z2 = madd2(b2, r, z2);
    z3 = madd2(b3, r, z3);
  }
  f0 = f64x2.splat(-scaleU * sumPair(z0));
  f1 = f64x2.splat(-scaleU * sumPair(z1));
  f2 = f64x2.splat(-scaleU * sumPair(z2));
  f3 = f64x2.splat(-scaleU * sumPair(z3));
  const first: usize = 8 * (k + 1);
  const u0 = f64x2.splat(load<f64>(u + first));
  z0 = madd2(f0, u0, f64x2.splat(load<f64>(a0 + first)));
  z1 = madd2(f1, u0, f64x2.splat(load<f64>(a1 + first)));
  z2 = madd2(f2, u0, f64x2.splat(load<f64>(a2 + first)));
  z3 = madd2(f3, u0, f64x2.splat(load<f64>(a3 + first)));
  for (let at = start; at < row; at += 16) {
    const r = v128.load(u + at);
    const b0 = madd2(f0, r, v128.load(a0 + at));
    const b1 = madd2(f1, r, v128.load(a1 + at));
    const b2 = madd2(f2, r, v128.load(a2 + at));
    const b3 = madd2(f3, r, v128.load(a3 + at));
    v128.store(a0 + at, b0);
    v128.store(a1 + at, b1);
    v128.store(a2 + at, b2);
    v128.store(a3 + at, b3);
    v128.store(next + at, madd2(z3, b3, madd2(z2, b2, madd2(z1, b1, madd2(z0, b0, v128.load(next + at))))));
  }
}

/** A superdiagonal entry below this fraction of the largest entry counts as zero. */
const NEGLIGIBLE: f64 = 1e-15;
/** Largest number of sweeps per value; two are usual. */
const MAX_SWEEPS: usize = 40;

/** Call it after all reflections. Returns the address of the `cols` singular values, float64, unordered. */
export function spectrum_values(work: usize, rows: usize, cols: usize): usize {
  const d = vectorsOf(work, rows, cols) + 3 * rowBytes(cols);
  const e = d + rowBytes(cols);
  const end: usize = 8 * cols;
  let largest: f64 = 0;
  for (let at: usize = 0; at < end; at += 8)
    largest = max(largest, max(load<f64>(d + at), load<f64>(e + at)));
  const tolerance = NEGLIGIBLE * largest;
  let last = cols - 1;
  for (let sweeps = MAX_SWEEPS * cols; last > 0 && sweeps > 0; sweeps--) {
    if (abs(load<f64>(e + 8 * (last - 1))) <= tolerance) {
      last--;
      continue;
    }
    let first = last - 1;
    while (first > 0 && abs(load<f64>(e + 8 * (first - 1))) > tolerance) first--;
    chase(d, e, first, last, !hasZero(d, first, last, tolerance));
  }
  // Every value becomes NaN if the sweeps did not suffice.
  for (let at: usize = 0; at < end; at += 8) store<f64>(d + at, last > 0 ? NaN : abs(load<f64>(d + at)));
  return d;
}

/** Whether one of d's entries first … last is zero. */
function hasZero(d: usize, first: usize, last: usize, tolerance: f64): bool {
  for (let i = first; i <= last; i++) if (abs(load<f64>(d + 8 * i)) <= tolerance) return true;
  return false;
}

/**
 * One sweep of implicit QR over the entries first … last. It uses no shift where a shift would make a small
 * value inaccurate, or where a 0 would keep the iteration from ending.
 */
function chase(d: usize, e: usize, first: usize, last: usize, mayShift: bool): void {
  const shift = smallerOf(
    load<f64>(d + 8 * (last - 1)),
    load<f64>(e + 8 * (last - 1)),
    load<f64>(d + 8 * last),
  );
  const start = load<f64>(d + 8 * first);
  const isShifted = mayShift && shift > 1e-8 * abs(start);
  const from = isShifted ? (abs(start) - shift) * (copysign<f64>(1, start) + shift / start) : start;
  let f = from;
  let g = load<f64>(e + 8 * first);
  for (let i = first; i < last; i++) {
    const di = d + 8 * i;
    const ei = e + 8 * i;
    let r = sqrt(f * f + g * g);
    let c: f64 = r > 0 ? f / r : 1;
    let s: f64 = r > 0 ? g / r : 0;
    if (i > first) store<f64>(ei - 8, r);
    const own = load<f64>(di);
    const beside = load<f64>(ei);
    const below = load<f64>(di + 8);
    f = c * own + s * beside;
    const e1 = c * beside - s * own;
    g = s * below;
    const d1 = c * below;
    r = sqrt(f * f + g * g);
    c = r > 0 ? f / r : 1;
    s = r > 0 ? g / r : 0;
    store<f64>(di, r);
    f = c * e1 + s * d1;
    store<f64>(di + 8, c * d1 - s * e1);
    if (i + 1 < last) {
      g = s * load<f64>(ei + 8);
      store<f64>(ei + 8, c * load<f64>(ei + 8));
    }
  }
  store<f64>(e + 8 * (last - 1), f);
}

/** The smaller singular value of the upper triangle (f g; 0 h): |f h| over the larger one. */
function smallerOf(f: f64, g: f64, h: f64): f64 {
  const sum = abs(f) + abs(h);
  const difference = abs(f) - abs(h);
  const larger = (sqrt(sum * sum + g * g) + sqrt(difference * difference + g * g)) / 2;
  return larger > 0 ? abs(f * h) / larger : 0;
}
