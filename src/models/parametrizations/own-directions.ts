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
  transpose,
  zeros,
  type Matrix,
} from "../../math/matrix.ts";
import { columnOf } from "../../math/krylov.ts";
import { addScaled, dot, orthonormalize, reflection } from "../../math/qr.ts";

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

/**
 * The wanted columns of [X X_⊥], an orthonormal basis of the whole space. Its first columns are the orthonormal columns of
 * X, and its others are those of the product of the Householder reflections that reduce X to a diagonal.
 */
function completed(X: Matrix, isWanted: (column: number) => boolean): Matrix {
  const reduced = Array.from({ length: X.cols }, (_, j) => columnOf(X, j));
  const reflections = reduced.map((vector, j) => {
    const { tau } = reflection(vector, j);
    vector.fill(0, 0, j);
    for (const other of reduced.slice(j + 1)) addScaled(other, vector, -tau * dot(other, vector));
    return { vector, tau };
  });
  const wanted = Array.from({ length: X.rows }, (_, j) => j).filter(isWanted);
  const basis = zeros(X.rows, wanted.length);
  for (const [at, j] of wanted.entries()) {
    const column =
      j < X.cols ? columnOf(X, j) : Float64Array.from({ length: X.rows }, (_, i) => Number(i === j));
    if (j >= X.cols)
      for (const { vector, tau } of reflections.toReversed())
        addScaled(column, vector, -tau * dot(column, vector));
    for (const [i, value] of column.entries()) basis.data[i * basis.cols + at] = value;
  }
  return basis;
}

/** The leading r̂ singular vectors of the negative gradient, so that what training adds is positive: rows × r̂ and cols × r̂. */
export interface LeadingDirections {
  readonly u: Matrix;
  readonly v: Matrix;
}

/**
 * [B_0 … B_L], B_l of side d_l (d_0 = n, d_L = m, the width between). `start` has ε times semi-orthogonal layers, and 2r̂
 * is at most the smallest side. Of each basis, only the wanted columns are computed; the first 2r̂ are always wanted.
 */
export function ownDirections(
  start: readonly Matrix[],
  { u, v }: LeadingDirections,
  epsilon: number,
  isWanted: (column: number) => boolean = () => true,
): Matrix[] {
  const unit = start.map((factor) => scale(factor, 1 / epsilon));
  const [first, ...later] = unit as [Matrix, ...Matrix[]];
  const backward = later.reduceRight((product, factor) => multiply(transpose(factor), product), u);
  const bases = [completed(polarFactor(concatColumns(multiply(first, v), backward)), isWanted)];
  /** The basis on the other side of a layer. A layer that is not square maps only the first 2r̂ directions. */
  const across = (factor: Matrix, basis: Matrix): Matrix =>
    factor.rows === factor.cols
      ? multiply(factor, basis)
      : completed(polarFactor(multiply(factor, columns(basis, 0, 2 * u.cols))), isWanted);
  for (const factor of later) bases.push(across(factor, bases[bases.length - 1] as Matrix));
  return [across(transpose(first), bases[0] as Matrix), ...bases];
}
