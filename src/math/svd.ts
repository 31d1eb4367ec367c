/**
 * The full singular value decomposition: Householder bidiagonalisation (Golub and Kahan 1965), then implicit QR, without a shift where
 * a value is nearly 0 (Demmel and Kahan 1990). Backward stable; the number of sweeps is bounded.
 */
import { noConvergence } from "../core/errors.ts";
import { transpose, type Matrix } from "./matrix.ts";
import { addScaled, dot, reflection } from "./qr.ts";

export interface Svd {
  /** rows × min(rows, cols). */
  readonly u: Matrix;
  /** Descending. */
  readonly sigma: number[];
  /** cols × min(rows, cols). */
  readonly v: Matrix;
}

/** Sweeps for each singular value, at most; two are usual. */
const MOST_SWEEPS = 40;

/** Throws EngineError "no-convergence" where the entries are no numbers or the sweeps do not suffice. */
export function svd(a: Matrix): Svd {
  if (a.rows < a.cols) {
    const { u, sigma, v } = svd(transpose(a));
    return { u: v, sigma, v: u };
  }
  const scale = scaleOf(a);
  const found = bidiagonalise(a, scale);
  const u = formBasis(found.left, a.rows);
  const v = formBasis(found.right, a.cols);
  const order = diagonalise(found, u, v);
  return {
    u: fromColumns(u, a.rows, order),
    sigma: order.map((i) => scale * Math.abs(found.d[i] as number)),
    // A negative value becomes positive with its right vector.
    v: fromColumns(v, a.cols, order, (i) => ((found.d[i] as number) < 0 ? -1 : 1)),
  };
}

/** Singular values, descending; throws as `svd`. */
export function singularValues(a: Matrix): number[] {
  const tall = a.rows < a.cols ? transpose(a) : a;
  const scale = scaleOf(tall);
  const found = bidiagonalise(tall, scale);
  return diagonalise(found).map((i) => scale * Math.abs(found.d[i] as number));
}

/** A power of two near the largest entry: squares of what is divided by it neither overflow nor vanish. */
function scaleOf({ data }: Matrix): number {
  let largest = 0;
  for (const value of data) {
    const size = Math.abs(value);
    if (!(size <= largest)) largest = size;
  }
  if (!Number.isFinite(largest)) throw noConvergence();
  return largest === 0 ? 1 : 2 ** Math.max(-1022, Math.floor(Math.log2(largest)));
}

interface Reflection {
  /** The vector, 0 before `first`. */
  readonly v: Float64Array;
  readonly first: number;
  readonly tau: number;
}

/** A / scale = Q B Pᵀ: B has the diagonal d and, above it, e. */
interface Bidiagonal {
  readonly d: Float64Array;
  readonly e: Float64Array;
  /** Of Q, which is rows × cols. */
  readonly left: readonly Reflection[];
  /** Of P. */
  readonly right: readonly Reflection[];
}

function bidiagonalise({ rows, cols, data }: Matrix, scale: number): Bidiagonal {
  const work = data.map((value) => value / scale);
  const row = (i: number): Float64Array => work.subarray(i * cols, (i + 1) * cols);
  const [d, e] = [new Float64Array(cols), new Float64Array(Math.max(0, cols - 1))];
  const [left, right]: [Reflection[], Reflection[]] = [[], []];
  const products = new Float64Array(cols);
  for (let k = 0; k < cols; k++) {
    const v = new Float64Array(rows);
    for (let i = k; i < rows; i++) v[i] = work[i * cols + k] as number;
    const { tau, beta } = reflection(v, k);
    d[k] = beta;
    left.push({ v, first: k, tau });
    if (k + 1 === cols) {
      right.push({ v: new Float64Array(cols), first: k, tau: 0 });
      break;
    }
    products.fill(0);
    for (let i = k; i < rows; i++) addScaled(products, row(i), v[i] as number, k + 1);
    addScaled(row(k), products, -tau, k + 1);
    const u = row(k).slice();
    u.fill(0, 0, k + 1);
    const along = reflection(u, k + 1);
    e[k] = along.beta;
    right.push({ v: u, first: k + 1, tau: along.tau });
    for (let i = k + 1; i < rows; i++) {
      const own = row(i);
      addScaled(own, products, -tau * (v[i] as number), k + 1);
      addScaled(own, u, -along.tau * dot(own, u, k + 1), k + 1);
    }
  }
  return { d, e, left, right };
}

/** The columns of the product of reflections, each an array of so many entries. */
function formBasis(reflections: readonly Reflection[], length: number): Float64Array[] {
  return reflections.map((_, j) => {
    const column = new Float64Array(length);
    column[j] = 1;
    // Reflections that begin behind entry j do not touch it yet.
    for (let k = Math.min(j, reflections.length - 1); k >= 0; k--) {
      const { v, first, tau } = reflections[k] as Reflection;
      if (tau !== 0) addScaled(column, v, -tau * dot(column, v, first), first);
    }
    return column;
  });
}

/** Makes e vanish, and turns the vectors along. Returns the places of |d|, the largest first. */
function diagonalise(
  { d, e }: Pick<Bidiagonal, "d" | "e">,
  u?: readonly Float64Array[],
  v?: readonly Float64Array[],
): number[] {
  let largest = 0;
  for (const value of [...d, ...e]) largest = Math.max(largest, Math.abs(value));
  const negligible = Number.EPSILON * largest;
  const isSmall = (value: number | undefined): boolean => Math.abs(value ?? NaN) <= negligible;
  let left = MOST_SWEEPS * d.length;
  for (let last = d.length - 1; last > 0;) {
    if (isSmall(e[last - 1])) {
      last--;
      continue;
    }
    if (left-- === 0) throw noConvergence();
    let first = last - 1;
    while (first > 0 && !isSmall(e[first - 1])) first--;
    let hasZero = false;
    for (let i = first; i <= last; i++) if (isSmall(d[i])) hasZero = true;
    chase(d, e, first, last, !hasZero, u, v);
  }
  return Array.from(d.keys()).toSorted((i, j) => Math.abs(d[j] as number) - Math.abs(d[i] as number));
}

/** One sweep of implicit QR over the entries first … last. */
function chase(
  d: Float64Array,
  e: Float64Array,
  first: number,
  last: number,
  mayShift: boolean,
  u: readonly Float64Array[] | undefined,
  v: readonly Float64Array[] | undefined,
): void {
  const at = (values: Float64Array, i: number): number => values[i] as number;
  const shift = smallerOf(at(d, last - 1), at(e, last - 1), at(d, last));
  const start = at(d, first);
  const isShifted = mayShift && shift > 1e-8 * Math.abs(start);
  let f = isShifted ? (Math.abs(start) - shift) * (Math.sign(start) + shift / start) : start;
  let g = at(e, first);
  for (let i = first; i < last; i++) {
    let r = Math.hypot(f, g);
    let [c, s] = r > 0 ? [f / r, g / r] : [1, 0];
    if (v) rotate(v[i] as Float64Array, v[i + 1] as Float64Array, c, s);
    if (i > first) e[i - 1] = r;
    const [own, beside, below] = [at(d, i), at(e, i), at(d, i + 1)];
    f = c * own + s * beside;
    const e1 = c * beside - s * own;
    g = s * below;
    const d1 = c * below;
    r = Math.hypot(f, g);
    [c, s] = r > 0 ? [f / r, g / r] : [1, 0];
    if (u) rotate(u[i] as Float64Array, u[i + 1] as Float64Array, c, s);
    d[i] = r;
    f = c * e1 + s * d1;
    d[i + 1] = c * d1 - s * e1;
    if (i + 1 < last) {
      g = s * at(e, i + 1);
      e[i + 1] = c * at(e, i + 1);
    }
  }
  e[last - 1] = f;
}

/** The smaller singular value of the triangle with f, g above h: |f h| over the larger one. */
function smallerOf(f: number, g: number, h: number): number {
  const sum = Math.hypot(Math.abs(f) + Math.abs(h), g);
  const difference = Math.hypot(Math.abs(f) - Math.abs(h), g);
  const larger = (sum + difference) / 2;
  return larger > 0 ? Math.abs(f) * (Math.abs(h) / larger) : 0;
}

/** x ← c x + s y, y ← c y − s x. */
function rotate(x: Float64Array, y: Float64Array, c: number, s: number): void {
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i] as number, y[i] as number];
    x[i] = c * a + s * b;
    y[i] = c * b - s * a;
  }
}

function fromColumns(
  vectors: readonly Float64Array[],
  rows: number,
  order: readonly number[],
  signOf: (i: number) => number = () => 1,
): Matrix {
  const cols = order.length;
  const data = new Float64Array(rows * cols);
  order.forEach((from, j) => {
    const [vector, sign] = [vectors[from] as Float64Array, signOf(from)];
    for (let i = 0; i < rows; i++) data[i * cols + j] = sign * (vector[i] as number);
  });
  return { rows, cols, data };
}
