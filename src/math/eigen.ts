/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi rotations (1846): accurate, with a bounded number of
 * sweeps.
 */
import { noConvergence } from "../core/errors.ts";
import { scaledIdentity, type Matrix } from "./matrix.ts";
import { scaleOf } from "./svd.ts";

interface Eigen {
  /** Descending. */
  readonly values: number[];
  /** Orthonormal columns, in the order of the values. */
  readonly vectors: Matrix;
}

/** Largest number of sweeps; about eight are usual. */
const MAX_SWEEPS = 40;

/**
 * Takes the lower triangle from the upper one. Throws EngineError "no-convergence" when an entry is not finite or the
 * sweeps do not suffice.
 */
export function symmetricEigen(matrix: Matrix): Eigen {
  const { rows: n, data } = matrix;
  const scale = scaleOf(matrix);
  const S = Float64Array.from(data, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return (data[i < j ? at : j * n + i] as number) / scale;
  });
  // Stores one eigenvector in each row, so that its entries are contiguous.
  const vectors = scaledIdentity(n, 1).data;
  let sweeps = 0;
  while (sweep(S, vectors, n)) if (++sweeps === MAX_SWEEPS) throw noConvergence();
  const value = (i: number): number => S[i * n + i] as number;
  const order = Array.from({ length: n }, (_, i) => i).toSorted((i, j) => value(j) - value(i));
  const out = new Float64Array(n * n);
  order.forEach((from, j) => {
    for (let i = 0; i < n; i++) out[i * n + j] = vectors[from * n + i] as number;
  });
  return { values: order.map((i) => scale * value(i)), vectors: { rows: n, cols: n, data: out } };
}

/**
 * Rotates every pair of rows and columns so that their common entry becomes 0. Returns false when all such
 * entries were negligible.
 */
function sweep(S: Float64Array, vectors: Float64Array, n: number): boolean {
  let largest = 0;
  for (const value of S) largest = Math.max(largest, Math.abs(value));
  // Rounding leaves an error of this size in every entry.
  const negligible = Number.EPSILON * largest;
  let rotated = false;
  for (let p = 0; p < n; p++)
    for (let q = p + 1; q < n; q++) {
      const common = S[p * n + q] as number;
      if (Math.abs(common) <= negligible) continue;
      rotated = true;
      const zeta = ((S[q * n + q] as number) - (S[p * n + p] as number)) / (2 * common);
      const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
      const c = 1 / Math.hypot(1, t);
      rotate(S, n, p * n, q * n, 1, c, t * c);
      rotate(S, n, p, q, n, c, t * c);
      S[p * n + q] = S[q * n + p] = 0;
      rotate(vectors, n, p * n, q * n, 1, c, t * c);
    }
  return rotated;
}

/** Rotates two lines of n entries. They begin at p and q, and their entries are `gap` apart. */
function rotate(a: Float64Array, n: number, p: number, q: number, gap: number, c: number, s: number): void {
  for (let at = 0; at < n * gap; at += gap) {
    const [x, y] = [a[p + at] as number, a[q + at] as number];
    a[p + at] = c * x - s * y;
    a[q + at] = s * x + c * y;
  }
}
