/**
 * The own directions of a chain of linear layers: orthonormal bases B_0 … B_L. With the negative gradient −D(0) = P S Qᵀ
 * and A_l = W_l(0)/ε,
 *   X_1 = polar[A_1 Q_r̂ , (A_L⋯A_2)ᵀ P_r̂],  B_1 = [X_1 X_⊥],  B_{l+1} = A_{l+1} B_l,  B_0 = A_1ᵀ B_1,
 *   Z_l = B_lᵀ W_l B_{l−1}.
 * From a square orthogonal initialization, Z_l(0) = ε I. On factorization by gradient descent Theorem 2.1 of Yaras et al.
 * (2024) then keeps Z_l = blockdiag(W̃_l, ρ_l I), where W̃_l is 2r̂ × 2r̂.
 */
import { symmetricEigen } from "../../math/eigen.ts";
import {
  columns,
  concatColumns,
  multiply,
  scale,
  scaleColumns,
  scaledIdentity,
  transpose,
  type Matrix,
} from "../../math/matrix.ts";
import { orthonormalize } from "../../math/qr.ts";

/** Smaller relative eigenvalues of XᵀX mean that the columns of X are dependent in float64. */
const DEPENDENT = 1e-12;

/**
 * X (XᵀX)^{−1/2}: the orthonormal columns that lie closest to those of X (rows ≥ cols), so that each keeps its meaning.
 * Columns that depend on each other have no closest ones; QR then makes a basis.
 */
function polarFactor(X: Matrix): Matrix {
  const { values, vectors } = symmetricEigen(multiply(transpose(X), X));
  const largest = Math.max(...values);
  if (!values.every((value) => value > DEPENDENT * largest)) return orthonormalize(X);
  const inverseRoot = scaleColumns(
    vectors,
    values.map((value) => 1 / Math.sqrt(value)),
  );
  return multiply(X, multiply(inverseRoot, transpose(vectors)));
}

/** [X X_⊥]: an orthonormal basis of the whole space, whose first columns are the orthonormal columns of X. */
const completed = (X: Matrix): Matrix =>
  X.cols === X.rows
    ? X
    : orthonormalize(concatColumns(X, columns(scaledIdentity(X.rows, 1), 0, X.rows - X.cols)));

/** The leading r̂ singular vectors of the negative gradient, so that what training adds is positive: rows × r̂ and cols × r̂. */
export interface LeadingDirections {
  readonly u: Matrix;
  readonly v: Matrix;
}

/**
 * [B_0 … B_L], B_l of side d_l (d_0 = n, d_L = m, the width between). `start` has ε times semi-orthogonal layers, and 2r̂
 * is at most the smallest side.
 */
export function ownDirections(
  start: readonly Matrix[],
  { u, v }: LeadingDirections,
  epsilon: number,
): Matrix[] {
  const unit = start.map((factor) => scale(factor, 1 / epsilon));
  const [first, ...later] = unit as [Matrix, ...Matrix[]];
  const backward = later.reduceRight((product, factor) => multiply(transpose(factor), product), u);
  const bases = [completed(polarFactor(concatColumns(multiply(first, v), backward)))];
  /** The basis on the other side of a layer. A layer that is not square maps only the first 2r̂ directions. */
  const across = (factor: Matrix, basis: Matrix): Matrix =>
    factor.rows === factor.cols
      ? multiply(factor, basis)
      : completed(polarFactor(multiply(factor, columns(basis, 0, 2 * u.cols))));
  for (const factor of later) bases.push(across(factor, bases[bases.length - 1] as Matrix));
  return [across(transpose(first), bases[0] as Matrix), ...bases];
}
