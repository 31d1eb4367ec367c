/**
 * Householder QR in blocks (Schreiber and Van Loan 1989). The reflections of a panel of columns, I − V T Vᵀ, are
 * applied to the columns to its right as matrix products.
 */
import { divisible, type Parts } from "../core/parts.ts";
import { zeros, type Matrix } from "./matrix.ts";
import { addInParts, openWorkspace, whole, type Block, type Workspace } from "./product.ts";

/** Number of columns in a panel. */
const PANEL = 32;

/** The reflections for the columns from `first` on. */
interface Panel {
  readonly first: number;
  readonly count: number;
  /** Vᵀ, count × (rows − first): one vector per row, zeros before its leading 1. */
  readonly vectors: Float64Array;
  /** T, count × count upper triangular. */
  readonly T: Float64Array;
}

export interface Qr {
  readonly q: Matrix;
  readonly r: Matrix;
}

/**
 * Thin QR of `a` (rows ≥ cols): a = q r. `q` is rows × cols with orthonormal columns; `r` is cols × cols,
 * upper triangular, with a non-negative diagonal. The sign makes the factorization unique at full rank.
 */
export const qr = divisible(function* (a: Matrix): Parts<Qr> {
  const { q, r } = yield* factorizer(a.rows, a.cols)(a);
  return { q: { ...q, data: q.data.slice() }, r };
});

/** An orthonormal basis of the column space of `a` (rows ≥ cols), without truncation. */
export const orthonormalize = divisible(function* (a: Matrix): Parts<Matrix> {
  return (yield* qr.parts(a)).q;
});

/** Factorizes matrices of one shape like `qr`. The next call overwrites the q that a call returns. */
export function factorizer(rows: number, cols: number): (a: Matrix) => Parts<Qr> {
  const size = rows * cols;
  const panelSize = Math.min(PANEL, cols);
  // Arrays for the matrix and Q, then for one panel's V, Vᵀ and two products with its vectors.
  const lengths = [size, size, ...[rows, rows, cols, cols].map((side) => side * panelSize)];
  const workspace = openWorkspace(lengths, size * cols);
  const [work, q, V, Vt, W, TW] = lengths.map((length) => workspace.array(length)) as Arrays;
  const apply = reflector(workspace, { V, Vt, W, TW }, rows);
  return function* (a) {
    yield;
    work.set(a.data);
    yield;
    const panels: Panel[] = [];
    for (let first = 0; first < cols; first += PANEL) {
      const panel = reduce(work, rows, cols, first, Math.min(PANEL, cols - first));
      panels.push(panel);
      yield* apply(panel, work, cols, first + panel.count, "transposed");
    }
    q.fill(0);
    for (let j = 0; j < cols; j++) q[j * cols + j] = 1;
    for (const panel of panels.toReversed()) yield* apply(panel, q, cols, panel.first, "plain");
    return yield* signed({ rows, cols, data: q }, { rows, cols, data: work });
  };
}

type Arrays = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

/** Flips the signs of R's rows and Q's columns so that R has a non-negative diagonal. */
function* signed(q: Matrix, work: Matrix): Parts<Qr> {
  const { cols } = q;
  const r = zeros(cols, cols);
  const signs = Array.from({ length: cols }, (_, j) => ((work.data[j * cols + j] as number) < 0 ? -1 : 1));
  for (let i = 0; i < cols; i++)
    for (let j = i; j < cols; j++)
      r.data[i * cols + j] = (signs[i] as number) * (work.data[i * cols + j] as number);
  yield;
  for (let i = 0; i < q.rows; i++)
    for (let j = 0; j < cols; j++)
      q.data[i * cols + j] = (q.data[i * cols + j] as number) * (signs[j] as number);
  yield;
  return { q, r };
}

/**
 * Reduces the columns `first` … `first` + `count` − 1 to a triangle, in place. It does not write the entries
 * that become 0.
 */
function reduce(work: Float64Array, rows: number, cols: number, first: number, count: number): Panel {
  const height = rows - first;
  // Stores one column per row, so that all loops are contiguous.
  const vectors = new Float64Array(count * height);
  for (let i = 0; i < height; i++)
    for (let j = 0; j < count; j++) vectors[j * height + i] = work[(first + i) * cols + first + j] as number;
  const columns = Array.from({ length: count }, (_, j) => vectors.subarray(j * height, (j + 1) * height));
  const T = new Float64Array(count * count);
  for (const [j, v] of columns.entries()) {
    for (let i = 0; i <= j; i++) work[(first + i) * cols + first + j] = v[i] as number;
    const { tau, beta } = reflection(v, j);
    work[(first + j) * cols + first + j] = beta;
    v.fill(0, 0, j);
    for (const other of columns.slice(j + 1)) addScaled(other, v, -tau * dot(other, v, j), j);
    // T grows by the column −τ T Vᵀ v.
    const products = columns.slice(0, j).map((other) => dot(other, v, j));
    for (let i = 0; i < j; i++) {
      let sum = 0;
      for (let l = i; l < j; l++) sum += (T[i * count + l] as number) * (products[l] as number);
      T[i * count + j] = -tau * sum;
    }
    T[j * count + j] = tau;
  }
  return { first, count, vectors, T };
}

/** (I − τ v vᵀ) x = β e_j, for the entries of x from `j` on. Replaces x by v, whose entry j is 1. If x is 0, τ is 0. */
export function reflection(x: Float64Array, j: number): { readonly tau: number; readonly beta: number } {
  let largest = 0;
  for (let i = j; i < x.length; i++) largest = Math.max(largest, Math.abs(x[i] as number));
  if (largest === 0) {
    x[j] = 1;
    return { tau: 0, beta: 0 };
  }
  // Scaling keeps squares from overflowing or underflowing and avoids subnormal numbers.
  let squares = 0;
  for (let i = j; i < x.length; i++) {
    const value = (x[i] as number) / largest;
    x[i] = value;
    squares += value * value;
  }
  const length = Math.sqrt(squares);
  const head = x[j] as number;
  const beta = head > 0 ? -length : length;
  for (let i = j + 1; i < x.length; i++) x[i] = (x[i] as number) / (head - beta);
  x[j] = 1;
  return { tau: (beta - head) / beta, beta: beta * largest };
}

/**
 * Returns a function that applies a panel's reflections (Q, or Qᵀ when transposed) to the columns of an
 * array, starting at a given column, in parts.
 */
function reflector(
  workspace: Workspace,
  { V, Vt, W, TW }: Readonly<Record<"V" | "Vt" | "W" | "TW", Float64Array>>,
  rows: number,
) {
  return function* (
    { first, count, vectors, T }: Panel,
    to: Float64Array,
    cols: number,
    from: number,
    way: "plain" | "transposed",
  ): Parts<void> {
    const height = rows - first;
    const width = cols - from;
    if (width === 0) return;
    const part: Block = { data: to, at: first * cols + from, row: cols };
    Vt.set(vectors);
    for (let i = 0; i < height; i++)
      for (let j = 0; j < count; j++) V[i * count + j] = -(vectors[j * height + i] as number);
    W.fill(0, 0, count * width);
    yield* addInParts(workspace, whole(W, width), whole(Vt, height), part, count, width, height);
    TW.fill(0, 0, count * width);
    for (let i = 0; i < count; i++)
      for (let l = 0; l < count; l++) {
        const weight = (way === "plain" ? T[i * count + l] : T[l * count + i]) as number;
        if (weight === 0) continue;
        for (let j = 0; j < width; j++)
          TW[i * width + j] = (TW[i * width + j] as number) + weight * (W[l * width + j] as number);
      }
    yield* addInParts(workspace, part, whole(V, count), whole(TW, width), height, width, count);
  };
}

/** Dot product of the entries from `first` on. Four partial sums keep additions from waiting for each other. */
export function dot(a: Float64Array, b: Float64Array, first = 0): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = first;
  for (; i + 3 < a.length; i += 4) {
    s0 += (a[i] as number) * (b[i] as number);
    s1 += (a[i + 1] as number) * (b[i + 1] as number);
    s2 += (a[i + 2] as number) * (b[i + 2] as number);
    s3 += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (; i < a.length; i++) s0 += (a[i] as number) * (b[i] as number);
  return s0 + s1 + (s2 + s3);
}

/** a += factor · b, for the entries from `first` on. */
export function addScaled(a: Float64Array, b: Float64Array, factor: number, first = 0): void {
  for (let i = first; i < a.length; i++) a[i] = (a[i] as number) + factor * (b[i] as number);
}
