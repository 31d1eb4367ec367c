/** Singular vectors from the columns that one-sided Jacobi produces: σᵢuᵢ for a tall matrix, σᵢvᵢ for a wide one. */
import type { Svd } from "./svd.ts";
import { multiply, scaleColumns, transpose, zeros, type Matrix } from "./matrix.ts";

/** A matrix and its orthogonalized columns, in any order. */
export interface Decomposed {
  readonly matrix: Matrix;
  /** max(rows, cols) × min(rows, cols). */
  readonly columns: Matrix;
}

/** The columns' indices, longest first, and their lengths in that order. The lengths are the singular values. */
function sorted({ rows, cols, data }: Matrix): { readonly order: number[]; readonly sigma: number[] } {
  const squares = new Float64Array(cols);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) squares[j] = (squares[j] as number) + (data[i * cols + j] as number) ** 2;
  const order = [...squares.keys()].toSorted((a, b) => (squares[b] as number) - (squares[a] as number));
  return { order, sigma: order.map((j) => Math.sqrt(squares[j] as number)) };
}

/**
 * The singular triplets at the given places of the descending order, and all singular values. Vectors of a singular
 * value 0 are NaN.
 */
export function tripletsAt({ matrix, columns }: Decomposed, indices: readonly number[]): Svd {
  const { order, sigma } = sorted(columns);
  const near = zeros(columns.rows, indices.length);
  indices.forEach((index, at) => {
    const j = order[index] as number;
    for (let i = 0; i < near.rows; i++)
      near.data[i * near.cols + at] =
        (columns.data[i * columns.cols + j] as number) / (sigma[index] as number);
  });
  const isWide = matrix.rows < matrix.cols;
  const inverse = indices.map((index) => 1 / (sigma[index] as number));
  const far = scaleColumns(multiply(isWide ? matrix : transpose(matrix), near), inverse);
  return isWide ? { u: far, sigma, v: near } : { u: near, sigma, v: far };
}

/** At most `most` indices of 0 … count − 1: some at both ends, the others spread evenly between them. */
export function endsAndBetween(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  const end = Math.floor(most / 3);
  const between = most - 2 * end;
  const gap = (count - 2 * end) / between;
  return Array.from({ length: most }, (_, i) =>
    i < end ? i : i < end + between ? Math.floor(end + (i - end + 0.5) * gap) : count - (most - i),
  );
}
