/**
 * A deep linear block: factors A_1 … A_L whose product A_L ⋯ A_1 replaces a single weight, and its compressed
 * copies of inner width k (Kwon et al. 2024; the thin copy is our own variant). The directions come from −G =
 * P S Qᵀ, the negative gradient of the loss with respect to the initial product.
 */
import { orthonormalize } from "../../math/qr.ts";
import { haar } from "../../math/random-matrices.ts";
import {
  columns,
  concatColumns,
  multiply,
  scale,
  scaledIdentity,
  transpose,
  type Matrix,
} from "../../math/matrix.ts";
import type { Random } from "../../math/random.ts";
import { topSingular } from "../../math/top-singular.ts";

/** A direction with a singular value below this, relative to σ₁, is float64 noise. */
const NO_DIRECTION = 1e-10;

/** P (rows × k) and Q (cols × k) have orthonormal columns. */
export interface Directions {
  readonly P: Matrix;
  readonly Q: Matrix;
  readonly sigma: readonly number[];
}

/** A_1 … A_L = ε · random orthogonal matrices, size × size. */
export function orthogonalBlock(random: Random, size: number, depth: number, epsilon: number): Matrix[] {
  return Array.from({ length: depth }, () => scale(haar(random, size, size), epsilon));
}

/**
 * The top k singular directions of −G. With K classes, a softmax gives only K − 1 of them. Random directions,
 * orthogonal to the others, replace missing ones.
 */
export function directionsOf(negativeGradient: Matrix, k: number, random: Random): Directions {
  const { u, sigma, v } = topSingular(negativeGradient, k);
  const found = sigma.slice(0, k).filter((value) => value >= NO_DIRECTION * (sigma[0] as number)).length;
  return {
    P: fillOrthonormal(columns(u, 0, found), k, random),
    Q: fillOrthonormal(columns(v, 0, found), k, random),
    sigma: sigma.slice(0, found),
  };
}

/** Random directions that do not depend on a gradient. */
export function randomDirections(rows: number, cols: number, k: number, random: Random): Directions {
  return { P: haar(random, rows, k), Q: haar(random, cols, k), sigma: [] };
}

function fillOrthonormal(basis: Matrix, k: number, random: Random): Matrix {
  if (basis.cols === k) return basis;
  const rest = haar(random, basis.rows, k - basis.cols);
  const orthogonal =
    basis.cols > 0 ? columns(orthonormalize(concatColumns(basis, rest)), basis.cols, k) : rest;
  return concatColumns(basis, orthogonal);
}

/** C-DLN: A_1 = ε Qᵀ, ε I …, A_L = ε P with k directions. The initial product points along −G. */
export function compressedBlock({ P, Q }: Directions, depth: number, epsilon: number): Matrix[] {
  const inner = Array.from({ length: depth - 2 }, () => scaledIdentity(P.cols, epsilon));
  return [scale(transpose(Q), epsilon), ...inner, scale(P, epsilon)];
}

/**
 * X_1 … X_{L−1}: bases of the subspaces in which the block's factors move, to first order. X_l = orth[A_l ⋯
 * A_1 Q, (A_L ⋯ A_{l+1})ᵀ P], of width 2r for r directions.
 */
export function blockBases(factors: readonly Matrix[], { P, Q }: Directions): Matrix[] {
  return factors.slice(1).map((_, index) => {
    const forward = factors.slice(0, index + 1).reduce((x, factor) => multiply(factor, x), Q);
    const backward = factors.slice(index + 1).reduceRight((x, factor) => multiply(transpose(factor), x), P);
    return orthonormalize(concatColumns(forward, backward));
  });
}

/** The thin copy: X_1ᵀ A_1, X_2ᵀ A_2 X_1 …, A_L X_{L−1}. */
export function thinBlock(factors: readonly Matrix[], bases: readonly Matrix[]): Matrix[] {
  return factors.map((factor, l) => {
    const after = bases[l];
    const before = bases[l - 1];
    const narrowed = before ? multiply(factor, before) : factor;
    return after ? multiply(transpose(after), narrowed) : narrowed;
  });
}
