/**
 * The full singular value decomposition: Householder bidiagonalization (Golub and Kahan 1965), then implicit
 * QR. The QR uses no shift where a value is nearly 0 (Demmel and Kahan 1990). The algorithm is backward
 * stable, with a bounded number of sweeps.
 */
import { noConvergence } from "../core/errors.ts";
import { divisible, type Parts } from "../core/parts.ts";
import { scaleColumns, transpose, zeros, type Matrix } from "./matrix.ts";
import { addScaled, dot, reflection } from "./qr.ts";

export interface Svd {
  /** rows × min(rows, cols). */
  readonly u: Matrix;
  /** Descending. */
  readonly sigma: number[];
  /** cols × min(rows, cols). */
  readonly v: Matrix;
}

/** Largest number of sweeps per singular value; two are usual. */
const MAX_SWEEPS = 40;

/** Throws EngineError "no-convergence" when an entry is not finite or the sweeps do not suffice. */
export const svd = divisible(function* (a: Matrix): Parts<Svd> {
  if (a.rows < a.cols) {
    const { u, sigma, v } = yield* svd.parts(transpose(a));
    return { u: v, sigma, v: u };
  }
  const scale = scaleOf(a);
  const found = yield* bidiagonalise(a, scale);
  const u = yield* formBasis(found.left, a.rows);
  const v = yield* formBasis(found.right, a.cols);
  const order = yield* diagonalise(found, rotateIn(u), rotateIn(v));
  return {
    u: fromColumns(u, a.rows, order),
    sigma: order.map((i) => scale * Math.abs(found.d[i] as number)),
    // A negative value becomes positive when its right vector is flipped.
    v: fromColumns(v, a.cols, order, (i) => ((found.d[i] as number) < 0 ? -1 : 1)),
  };
});

/**
 * The `rank` largest values and their vectors, by the same algorithm. Rotations are stored until it is known
 * which vectors they affect. Everything except the bidiagonalization then takes rank / min(rows, cols) of the
 * time of `svd`. Throws like `svd`.
 */
export const leadingSvd = divisible(function* (a: Matrix, rank: number): Parts<Svd> {
  if (a.rows < a.cols) {
    const { u, sigma, v } = yield* leadingSvd.parts(transpose(a), rank);
    return { u: v, sigma, v: u };
  }
  const scale = scaleOf(a);
  const found = yield* bidiagonalise(a, scale);
  const [left, right] = [new Rotations(), new Rotations()];
  const order = (yield* diagonalise(found, left.add, right.add)).slice(0, rank);
  const v = yield* columnsAt(order, found.right, right, a.cols);
  const signs = order.map((i) => ((found.d[i] as number) < 0 ? -1 : 1));
  return {
    u: yield* columnsAt(order, found.left, left, a.rows),
    sigma: order.map((i) => scale * Math.abs(found.d[i] as number)),
    v: scaleColumns(v, signs),
  };
});

/** Singular values, descending. Throws like `svd`. */
export const singularValues = divisible(function* (a: Matrix): Parts<number[]> {
  const tall = a.rows < a.cols ? transpose(a) : a;
  const scale = scaleOf(tall);
  const found = yield* bidiagonalise(tall, scale);
  return (yield* diagonalise(found)).map((i) => scale * Math.abs(found.d[i] as number));
});

/**
 * A power of two near the largest entry. After division by it, the entries' squares neither overflow nor
 * vanish. Throws EngineError "no-convergence" when an entry is not finite.
 */
export function scaleOf({ data }: Matrix): number {
  let largest = 0;
  for (const value of data) largest = Math.max(largest, Math.abs(value));
  if (!Number.isFinite(largest)) throw noConvergence();
  return largest === 0 ? 1 : 2 ** Math.max(-1022, Math.floor(Math.log2(largest)));
}

interface Reflection {
  /** The Householder vector; its entries before `first` are 0. */
  readonly v: Float64Array;
  readonly first: number;
  readonly tau: number;
}

/** A / scale = Q B Pᵀ, where B has the diagonal d and the superdiagonal e. */
interface Bidiagonal {
  readonly d: Float64Array;
  readonly e: Float64Array;
  /** The reflections of Q, rows × cols. */
  readonly left: readonly Reflection[];
  /** The reflections of P. */
  readonly right: readonly Reflection[];
}

function* bidiagonalise({ rows, cols, data }: Matrix, scale: number): Parts<Bidiagonal> {
  const work = data.map((value) => value / scale);
  const lines = Array.from({ length: rows }, (_, i) => work.subarray(i * cols, (i + 1) * cols));
  const row = (i: number): Float64Array => lines[i] as Float64Array;
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
    yield;
  }
  return { d, e, left, right };
}

/** The columns of the product of the reflections, each an array of length `length`. */
function* formBasis(reflections: readonly Reflection[], length: number): Parts<Float64Array[]> {
  const columns: Float64Array[] = [];
  for (const j of reflections.keys()) {
    const column = new Float64Array(length);
    column[j] = 1;
    // Reflections that begin after entry j do not affect the column.
    for (let k = Math.min(j, reflections.length - 1); k >= 0; k--) {
      const { v, first, tau } = reflections[k] as Reflection;
      if (tau !== 0) addScaled(column, v, -tau * dot(column, v, first), first);
    }
    columns.push(column);
    yield;
  }
  return columns;
}

/** Called for a rotation of columns i and i + 1: x ← c x + s y, y ← c y − s x. */
type Rotate = (i: number, c: number, s: number) => void;

const rotateIn =
  (columns: readonly Float64Array[]): Rotate =>
  (i, c, s) =>
    rotate(columns[i] as Float64Array, columns[i + 1] as Float64Array, c, s);

/**
 * Reduces e to zero and reports the rotations of the left and right vectors. Returns the indices of |d|, largest first.
 */
function* diagonalise(
  { d, e }: Pick<Bidiagonal, "d" | "e">,
  turnLeft?: Rotate,
  turnRight?: Rotate,
): Parts<number[]> {
  let largest = 0;
  for (const value of [...d, ...e]) largest = Math.max(largest, Math.abs(value));
  const negligible = Number.EPSILON * largest;
  const isSmall = (value: number | undefined): boolean => Math.abs(value ?? NaN) <= negligible;
  let left = MAX_SWEEPS * d.length;
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
    chase(d, e, first, last, !hasZero, turnLeft, turnRight);
    yield;
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
  turnLeft: Rotate | undefined,
  turnRight: Rotate | undefined,
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
    turnRight?.(i, c, s);
    if (i > first) e[i - 1] = r;
    const [own, beside, below] = [at(d, i), at(e, i), at(d, i + 1)];
    f = c * own + s * beside;
    const e1 = c * beside - s * own;
    g = s * below;
    const d1 = c * below;
    r = Math.hypot(f, g);
    [c, s] = r > 0 ? [f / r, g / r] : [1, 0];
    turnLeft?.(i, c, s);
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

/** The smaller singular value of the upper triangle (f g; 0 h): |f h| over the larger one. */
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

/** Number of rotations of two rows between two yields. */
const BETWEEN_YIELDS = 2 ** 10;

/** Rotations in the order of their creation, stored in arrays of numbers. */
class Rotations {
  #places = new Int32Array(1 << 16);
  #numbers = new Float64Array(1 << 17);
  #count = 0;

  readonly add: Rotate = (i, c, s) => {
    if (this.#count === this.#places.length) {
      this.#places = enlarged(this.#places);
      this.#numbers = enlarged(this.#numbers);
    }
    this.#places[this.#count] = i;
    this.#numbers[2 * this.#count] = c;
    this.#numbers[2 * this.#count + 1] = s;
    this.#count++;
  };

  /** Applies all rotations to the rows: if rotating the columns gives columns · R, the rows become R · rows. */
  *applyTo(rows: readonly Float64Array[]): Parts<void> {
    for (let at = this.#count - 1; at >= 0; at--) {
      const i = this.#places[at] as number;
      const [c, s] = [this.#numbers[2 * at] as number, this.#numbers[2 * at + 1] as number];
      rotate(rows[i] as Float64Array, rows[i + 1] as Float64Array, c, -s);
      if (at % BETWEEN_YIELDS === 0) yield;
    }
  }
}

function enlarged<T extends Int32Array | Float64Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(2 * array.length);
  larger.set(array);
  return larger;
}

/** The chosen columns of the product of reflections and rotations: `length` × the number of chosen columns. */
function* columnsAt(
  order: readonly number[],
  reflections: readonly Reflection[],
  rotations: Rotations,
  length: number,
): Parts<Matrix> {
  const cols = order.length;
  const out = zeros(length, cols);
  const rows = Array.from({ length }, (_, i) => out.data.subarray(i * cols, (i + 1) * cols));
  order.forEach((i, j) => ((rows[i] as Float64Array)[j] = 1));
  yield* rotations.applyTo(rows);
  const products = new Float64Array(cols);
  for (const { v, first, tau } of reflections.toReversed()) {
    if (tau === 0) continue;
    products.fill(0);
    for (let i = first; i < length; i++) addScaled(products, rows[i] as Float64Array, v[i] as number);
    for (let i = first; i < length; i++)
      addScaled(rows[i] as Float64Array, products, -tau * (v[i] as number));
    yield;
  }
  return out;
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
