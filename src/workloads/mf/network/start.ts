/**
 * Every network of matrix factorization is a chain of factors, f(W) = W[n] ⋯ W[1]. Each factor scales the
 * learning rate by its own number. All networks share one forward pass. All that follow gradients share one
 * backward pass.
 */
import { divisible, type Parts } from "../../../core/parts.ts";
import {
  type Matrix,
  mapElements,
  scale,
  zeros,
  columns,
  concatColumns,
  multiply,
  multiplyChain,
  transpose,
} from "../../../math/matrix.ts";
import { gaussian, haar } from "../../../math/random-matrices.ts";
import { randomStream, type Random } from "../../../math/random.ts";
import { symmetricEigen } from "../../../math/eigen.ts";
import type { Svd } from "../../../math/svd.ts";
import { topSingular } from "../../../math/top-singular.ts";

export interface Chain {
  /** W[1] first: `factors[l]` is d_{l+1} × d_l, so f = factors[n−1] ⋯ factors[0]. */
  readonly factors: readonly Matrix[];
  /**
   * The number that scales each factor's update, but not its weight decay; 0 freezes the factor. Same length as
   * `factors`.
   */
  readonly rateScale: readonly number[];
}

// Initial weights of scale ε. The theorem assumes orthogonal weights; the other kinds show what happens without
// this assumption.

/**
 * Haar semi-orthogonal weights, or independent normal or uniform entries of variance 1/max(rows, cols). All
 * have singular values of the same order of magnitude.
 */
export type StartKind = "orthogonal" | "gaussian" | "uniform";

/** Shape of a deep linear network of the given depth and width, from n inputs to m outputs. */
interface Architecture {
  readonly rows: number;
  readonly cols: number;
  readonly depth: number;
  readonly width: number;
}

/** [W_1 (width × n), …, W_L (m × width)], each ε times a random matrix. */
export const randomStart = divisible(function* (
  seed: number,
  stream: string,
  { rows, cols, depth, width }: Architecture,
  epsilon: number,
  kind: StartKind,
): Parts<Matrix[]> {
  const random = randomStream(seed, `init/${stream}`);
  const factors: Matrix[] = [];
  for (let l = 0; l < depth; l++) {
    const factor = yield* draw(random, kind, l === depth - 1 ? rows : width, l === 0 ? cols : width);
    yield;
    factors.push(scale(factor, epsilon));
  }
  return factors;
});

function* draw(random: Random, kind: StartKind, rows: number, cols: number): Parts<Matrix> {
  if (kind === "orthogonal") return yield* haar.parts(random, rows, cols);
  const deviation = 1 / Math.sqrt(Math.max(rows, cols));
  if (kind === "gaussian") return scale(yield* gaussian.parts(random, rows, cols), deviation);
  return mapElements(zeros(rows, cols), () => deviation * Math.sqrt(3) * (2 * random.uniform() - 1));
}

// Measures how far a layer's singular vectors have turned since initialization. A square orthogonal layer, W_l(0)
// = εA_l, has equal singular values. Its singular vectors are therefore undetermined until the first step, however
// small, selects them. That step turns A_l into A_l − h (A_L⋯A_{l+1})ᵀ D(0) (A_{l−1}⋯A_1)ᵀ, and so v_i =
// A_{l−1}⋯A_1 e_i, u_i = A_l v_i, e_i: eigenvectors of −(K + Kᵀ)/2, K = (A_L⋯A_1)ᵀ D(0). On factorization, r of
// these vectors grow and r shrink; the others, the bulk, have the eigenvalue 0.

/**
 * The vectors of one layer, d × 2r each: first the r growing directions, fastest first, then the r shrinking ones,
 * fastest last.
 */
export interface StartVectors {
  readonly left: Matrix;
  readonly right: Matrix;
}

/**
 * The vectors of each layer of `start`. Each of these layers is ε times a d × d orthogonal matrix. `gradient` is
 * D(0), and 2r ≤ d.
 */
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

/** Eigenvectors for the `count` largest and the `count` smallest eigenvalues of a symmetric matrix, descending. */
function extremeVectors(S: Matrix, count: number): Matrix {
  // Finds more of the largest absolute eigenvalues than needed, because most of them may have the same sign.
  const basis = topSingular(S, Math.min(S.rows, 4 * count)).v;
  const { vectors } = symmetricEigen(symmetric(multiply(transpose(basis), multiply(S, basis))));
  const ends = [columns(vectors, 0, count), columns(vectors, vectors.cols - count, vectors.cols)] as const;
  return multiply(basis, concatColumns(...ends));
}

/** Angles in degrees of some of a layer's singular vectors. NaN marks an undetermined vector. */
export interface Turned {
  readonly left: number[];
  readonly right: number[];
}

/** Float32 mixes singular vectors whose values lie closer together than this, relative to the largest. */
const APART = 3e-5;

/**
 * Angles between some singular vectors of a d × d layer and the initialization. The vectors of the r largest and r
 * smallest values are compared with their own initial vectors. All others are compared with the bulk, the space that
 * neither grows nor shrinks. `indices` are the places of the columns of u and v among all d singular values; `sigma` holds all of these.
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
    // Each vector's coordinate along each initial vector.
    const fractions = multiply(transpose(vectors), reference);
    return indices.map((i, at) => {
      const along = Array.from(fractions.data.subarray(at * 2 * rank, (at + 1) * 2 * rank));
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
