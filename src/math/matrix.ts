/**
 * Dense float64 matrices, row-major, for set-up (targets, initialization, compression), probes and the steps that
 * the CPU makes itself, such as alternating minimization.
 */
import { invariant } from "../core/errors.ts";
import { divisible, type Parts } from "../core/parts.ts";
import { product as productOf } from "./product.ts";

export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  /** rows × cols, row-major. */
  readonly data: Float64Array;
}

/**
 * Side of the blocks of a transposition. Larger blocks do not stay in the cache where a row's length is a power of two.
 */
const SQUARE = 8;

export function zeros(rows: number, cols: number): Matrix {
  return { rows, cols, data: new Float64Array(rows * cols) };
}

export function fromRows(rows: readonly (readonly number[])[]): Matrix {
  const cols = rows[0]?.length ?? 0;
  const out = zeros(rows.length, cols);
  rows.forEach((row, i) => {
    invariant(row.length === cols, "all rows of a matrix have the same length");
    out.data.set(row, i * cols);
  });
  return out;
}

/** value · I (size × size). */
export function scaledIdentity(size: number, value: number): Matrix {
  const out = zeros(size, size);
  for (let i = 0; i < size; i++) out.data[i * size + i] = value;
  return out;
}

/** Element by element: out[i] = f(a[i], i). */
export function mapElements(a: Matrix, f: (value: number, index: number) => number): Matrix {
  return { rows: a.rows, cols: a.cols, data: a.data.map(f) };
}

export function scale(a: Matrix, factor: number): Matrix {
  return mapElements(a, (value) => value * factor);
}

export function subtract(a: Matrix, b: Matrix): Matrix {
  invariant(a.rows === b.rows && a.cols === b.cols, "shapes agree in a − b");
  return mapElements(a, (value, i) => value - (b.data[i] as number));
}

export function transpose({ rows, cols, data }: Matrix): Matrix {
  const out = zeros(cols, rows);
  for (let i0 = 0; i0 < rows; i0 += SQUARE)
    for (let j0 = 0; j0 < cols; j0 += SQUARE)
      for (let j = j0; j < Math.min(cols, j0 + SQUARE); j++)
        for (let i = i0; i < Math.min(rows, i0 + SQUARE); i++)
          out.data[j * rows + i] = data[i * cols + j] as number;
  return out;
}

/** a · b, (m×k)·(k×n). */
export const multiply = divisible(function* (a: Matrix, b: Matrix): Parts<Matrix> {
  invariant(a.cols === b.rows, `inner dimensions agree in ${a.rows}×${a.cols} · ${b.rows}×${b.cols}`);
  const data = yield* productOf.parts(a.data, b.data, a.rows, b.cols, a.cols);
  return { rows: a.rows, cols: b.cols, data };
});

/** factors[last] ⋯ factors[0]: the end-to-end matrix of a chain whose first factor acts first. */
export const multiplyChain = divisible(function* (factors: readonly Matrix[]): Parts<Matrix> {
  const [first, ...rest] = factors;
  invariant(first, "a chain has at least one factor");
  let product = first;
  for (const factor of rest) product = yield* multiply.parts(factor, product);
  return product;
});

/** Columns `from` to `to` − 1. */
export function columns(a: Matrix, from: number, to: number): Matrix {
  const out = zeros(a.rows, to - from);
  for (let i = 0; i < a.rows; i++)
    out.data.set(a.data.subarray(i * a.cols + from, i * a.cols + to), i * out.cols);
  return out;
}

export const firstRows = ({ cols, data }: Matrix, rows: number): Matrix => ({
  rows,
  cols,
  data: data.slice(0, rows * cols),
});

/** [a b], side by side. */
export function concatColumns(a: Matrix, b: Matrix): Matrix {
  invariant(a.rows === b.rows, "row counts agree in [a b]");
  const out = zeros(a.rows, a.cols + b.cols);
  for (let i = 0; i < a.rows; i++) {
    out.data.set(a.data.subarray(i * a.cols, (i + 1) * a.cols), i * out.cols);
    out.data.set(b.data.subarray(i * b.cols, (i + 1) * b.cols), i * out.cols + a.cols);
  }
  return out;
}

/** a · diag(weights). */
export function scaleColumns(a: Matrix, weights: readonly number[]): Matrix {
  return mapElements(a, (value, i) => value * (weights[i % a.cols] as number));
}

/** Σ weight[i] a[i]²; without `weight`, all weights are 1. */
export function sumOfSquares(a: Matrix, weight?: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += (weight?.[i] ?? 1) * (a.data[i] as number) ** 2;
  return sum;
}

/** Σ a[i] b[i], in order. */
export function innerProduct(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

export function frobeniusNorm(a: Matrix): number {
  return Math.sqrt(sumOfSquares(a));
}

export function countOf(mask: Float64Array): number {
  return mask.reduce((sum, value) => sum + value, 0);
}
