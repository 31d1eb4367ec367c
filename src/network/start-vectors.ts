/**
 * How far the singular vectors of a layer have turned since the start. All singular values of a square orthogonal start,
 * W_l(0) = εA_l, are equal, so its singular vectors are those that a vanishing first step picks out. That step turns A_l into
 * A_l − h (A_L⋯A_{l+1})ᵀ D(0) (A_{l−1}⋯A_1)ᵀ, and so
 *   v_i = A_{l−1}⋯A_1 e_i,  u_i = A_l v_i,  e_i: eigenvectors of −(K + Kᵀ)/2,  K = (A_L⋯A_1)ᵀ D(0):
 * for factorization r of them grow, r shrink, and the others, the bulk, have the eigenvalue 0.
 */
import { symmetricEigen } from "../math/eigen.ts";
import type { Svd } from "../math/svd.ts";
import {
  columns,
  concatColumns,
  mapElements,
  multiply,
  multiplyChain,
  scale,
  transpose,
  type Matrix,
} from "../math/matrix.ts";
import { topSingular } from "../math/top-singular.ts";

/** Of one layer, d × 2r each: the r directions that grow, the first one fastest, then the r that shrink, the last one fastest. */
export interface StartVectors {
  readonly left: Matrix;
  readonly right: Matrix;
}

/** Of each layer of `start`, d × d orthogonal matrices times ε; `gradient` is D(0), and 2r ≤ d. */
export function startVectors(
  start: readonly Matrix[],
  epsilon: number,
  gradient: Matrix,
  rank: number,
): StartVectors[] {
  const unit = start.map((factor) => scale(factor, 1 / epsilon));
  const K = multiply(transpose(multiplyChain(unit)), gradient);
  let vectors = extremeVectors(symmetric(scale(K, -1)), rank);
  return unit.map((A) => {
    const right = vectors;
    vectors = multiply(A, right);
    return { left: vectors, right };
  });
}

function symmetric(K: Matrix): Matrix {
  const Kt = transpose(K);
  return mapElements(K, (value, i) => (value + (Kt.data[i] as number)) / 2);
}

/** Eigenvectors of the `count` largest and the `count` smallest eigenvalues of a symmetric matrix, descending. */
function extremeVectors(S: Matrix, count: number): Matrix {
  // The largest by size, with room for an excess of one sign; among them the eigenvectors.
  const basis = topSingular(S, Math.min(S.rows, 4 * count)).v;
  const { vectors } = symmetricEigen(symmetric(multiply(transpose(basis), multiply(S, basis))));
  const ends = [columns(vectors, 0, count), columns(vectors, vectors.cols - count, vectors.cols)] as const;
  return multiply(basis, concatColumns(...ends));
}

/** Degrees, for the singular vectors of a layer in the order of `svd`; NaN where a vector is not determined. */
export interface Turned {
  readonly left: number[];
  readonly right: number[];
}

/** Float32 mixes singular vectors whose values are closer together than this, relative to the largest. */
const APART = 3e-5;

/**
 * Angles of some singular triplets of a d × d layer to the start: of the r largest and the r smallest to their own vector
 * of the start, of all others to the bulk, the space of what neither grows nor shrinks. `indices` are the places of the
 * columns of u and v among all d singular values, `sigma` are all of these.
 */
export function turned(
  { u, v }: Pick<Svd, "u" | "v">,
  indices: readonly number[],
  sigma: readonly number[],
  start: StartVectors,
): Turned {
  const rank = start.left.cols / 2;
  const d = sigma.length;
  const gap = (i: number): number => (sigma[i - 1] as number) - (sigma[i] as number);
  const isApart = (i: number): boolean => gap(i) > APART * (sigma[0] as number);
  const [growing, shrinking] = [isApart(rank), isApart(d - rank)];
  const angles = (vectors: Matrix, reference: Matrix): number[] => {
    // How much of each vector lies along each of the start's.
    const shares = multiply(transpose(vectors), reference);
    return indices.map((i, at) => {
      const along = Array.from(shares.data.subarray(at * 2 * rank, (at + 1) * 2 * rank));
      if (i < rank) return growing ? degrees(Math.acos(Math.min(1, Math.abs(along[i] as number)))) : NaN;
      if (i >= d - rank)
        return shrinking
          ? degrees(Math.acos(Math.min(1, Math.abs(along[2 * rank - (d - i)] as number))))
          : NaN;
      return growing && shrinking ? degrees(Math.asin(Math.min(1, Math.hypot(...along)))) : NaN;
    });
  };
  return { left: angles(u, start.left), right: angles(v, start.right) };
}

const degrees = (radians: number): number => (180 / Math.PI) * radians;
