/** QR and SVD through ml-matrix (Householder QR; Golub–Kahan SVD), with the signs and orders this project uses. */
import { Matrix as MlMatrix, QrDecomposition, SingularValueDecomposition } from "ml-matrix";
import { transpose, zeros, type Matrix } from "./matrix.ts";
import type { Random } from "./random.ts";

function toMl(a: Matrix): MlMatrix {
  return MlMatrix.from1DArray(a.rows, a.cols, a.data);
}

function fromMl(a: MlMatrix): Matrix {
  return { rows: a.rows, cols: a.columns, data: Float64Array.from(a.to1DArray()) };
}

/**
 * Thin QR of a (rows ≥ cols) with a non-negative diagonal of R, hence unique for full rank:
 * q is rows × cols with orthonormal columns, r is cols × cols upper triangular, a = q r.
 */
export function qr(a: Matrix): { q: Matrix; r: Matrix } {
  const decomposition = new QrDecomposition(toMl(a));
  const q = fromMl(decomposition.orthogonalMatrix);
  const r = fromMl(decomposition.upperTriangularMatrix);
  for (let j = 0; j < r.rows; j++) {
    if ((r.data[j * r.cols + j] as number) >= 0) continue;
    for (let k = 0; k < r.cols; k++) r.data[j * r.cols + k] = -(r.data[j * r.cols + k] as number);
    for (let i = 0; i < q.rows; i++) q.data[i * q.cols + j] = -(q.data[i * q.cols + j] as number);
  }
  return { q, r };
}

/** An orthonormal basis of the columns of a (rows ≥ cols), without truncation. */
export function orthonormalize(a: Matrix): Matrix {
  return qr(a).q;
}

export interface Svd {
  /** rows × min(rows, cols). */
  readonly u: Matrix;
  /** Descending. */
  readonly sigma: number[];
  /** cols × min(rows, cols). */
  readonly v: Matrix;
}

export function svd(a: Matrix): Svd {
  if (a.rows < a.cols) {
    const { u, sigma, v } = svd(transpose(a));
    return { u: v, sigma, v: u };
  }
  const decomposition = new SingularValueDecomposition(toMl(a));
  return {
    u: fromMl(decomposition.leftSingularVectors),
    sigma: decomposition.diagonal,
    v: fromMl(decomposition.rightSingularVectors),
  };
}

/** Singular values, descending. */
export function singularValues(a: Matrix): number[] {
  const tall = a.rows < a.cols ? transpose(a) : a;
  return new SingularValueDecomposition(toMl(tall), {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  }).diagonal;
}

/** Independent standard normal entries. */
export function gaussian(random: Random, rows: number, cols: number): Matrix {
  const out = zeros(rows, cols);
  for (let i = 0; i < out.data.length; i++) out.data[i] = random.normal();
  return out;
}

/** Haar-distributed semi-orthogonal matrix: orthonormal columns if rows ≥ cols, else orthonormal rows. */
export function haar(random: Random, rows: number, cols: number): Matrix {
  if (rows < cols) return transpose(haar(random, cols, rows));
  return orthonormalize(gaussian(random, rows, cols));
}
