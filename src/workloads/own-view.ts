/** A chain's layers in its own directions (models/parametrizations/own-directions.ts), for the network diagram. */
import {
  columns,
  concatColumns,
  multiply,
  subtract,
  sumOfSquares,
  transpose,
  type Matrix,
} from "../math/matrix.ts";
import { ownDirections, type LeadingDirections } from "../models/parametrizations/own-directions.ts";
import { factorView, strideOf, type FactorView } from "./factor-view.ts";

/**
 * One network's layers in the full network's own directions, Z_l = B_lᵀ W_l B_{l−1} for l = 1 … L. The orthonormal bases
 * B_l begin with the 2r directions that the first gradient's leading r directions reach in layer l. On a matrix
 * factorization by gradient descent, Z_l is one 2r × 2r block and a diagonal (Theorem 2.1 of Yaras et al. 2024). On the
 * output side, the first r directions and the next r are exchanged. Compressed networks have only blocks.
 */
export interface OwnView {
  /** Z_1 … Z_L. Of a large layer, every stride-th row and column. */
  readonly layers?: readonly FactorView[];
  /** The first 2r rows and columns of each layer. */
  readonly blocks: readonly FactorView[];
  /** The part of the layers' squared change since initialization that lies in their blocks. NaN without a change. */
  readonly inBlocks?: number;
  /** The part of that change that adds one amount to all diagonal entries outside the block of a square layer. */
  readonly fading?: number;
}

/** A smaller relative change of the layers is the rounding of their start to float32. */
const ROUNDING = 2 ** -23;

/** The part of a squared change. NaN if nothing has changed since a start of this squared size. */
export const partOfChange = (part: number, change: number, start: number): number =>
  change > ROUNDING ** 2 * start ? part / change : NaN;

export interface OwnViews {
  /** The full network, whose layers started as `start`. */
  whole(layers: readonly Matrix[]): OwnView;
  /** A compressed network, as layers X_l M_l X_{l−1}ᵀ of the full one. `inner` has X_1 … X_{L−1}. */
  embedded(factors: readonly Matrix[], inner: readonly Matrix[]): OwnView;
}

/** Computes the bases. `start` has `epsilon` times semi-orthogonal layers. */
export function openOwnViews(
  start: readonly Matrix[],
  directions: LeadingDirections,
  epsilon: number,
): OwnViews {
  const r = directions.u.cols;
  const k = 2 * r;
  const bases = ownDirections(start, directions, epsilon);
  const inputs = bases.slice(0, -1);
  // What grows leads from a direction of one chain to its partner in the other. With the two chains in
  // opposite orders on the two sides, it lies near the diagonal.
  const outputs = bases.slice(1).map((B) => swapped(B, r));
  const initial = start.reduce((sum, W) => sum + sumOfSquares(W), 0);
  /** The first k rows and columns of layer l. */
  const blockOf = (W: Matrix, l: number): Matrix =>
    multiply(transpose(columns(outputs[l] as Matrix, 0, k)), multiply(W, columns(inputs[l] as Matrix, 0, k)));
  return {
    whole(layers) {
      const changes = layers.map((W, l) => subtract(W, start[l] as Matrix));
      const all = changes.reduce((sum, change) => sum + sumOfSquares(change), 0);
      const inside = changes.reduce((sum, change, l) => sum + sumOfSquares(blockOf(change, l)), 0);
      let alike = 0;
      const views = layers.map((W, l): FactorView => {
        const stride = strideOf(W);
        const Z = multiply(
          transpose(everyNth(outputs[l] as Matrix, stride)),
          multiply(W, everyNth(inputs[l] as Matrix, stride)),
        );
        const first = Math.ceil(k / stride);
        // Outside the block of other layers, the bases have no partners.
        const count = W.rows === W.cols ? Z.rows - first : 0;
        let sum = 0;
        for (let i = first; i < first + count; i++) sum += (Z.data[i * Z.cols + i] as number) - epsilon;
        if (count > 0) alike += (W.rows - k) * (sum / count) ** 2;
        return { rows: W.rows, cols: W.cols, stride, values: Float32Array.from(Z.data) };
      });
      return {
        layers: views,
        blocks: layers.map((W, l) => factorView(blockOf(W, l))),
        inBlocks: partOfChange(inside, all, initial),
        fading: partOfChange(alike, all, initial),
      };
    },
    embedded: (factors, inner) => ({
      blocks: factors.map((M, l) => {
        const [left, right] = [inner[l], inner[l - 1]];
        const tall = left ? multiply(left, M) : M;
        return factorView(blockOf(right ? multiply(tall, transpose(right)) : tall, l));
      }),
    }),
  };
}

/** Exchanges the first r columns with the next r. */
const swapped = (B: Matrix, r: number): Matrix =>
  concatColumns(concatColumns(columns(B, r, 2 * r), columns(B, 0, r)), columns(B, 2 * r, B.cols));

function everyNth(B: Matrix, stride: number): Matrix {
  if (stride === 1) return B;
  const cols = Math.ceil(B.cols / stride);
  const data = new Float64Array(B.rows * cols);
  for (let i = 0; i < B.rows; i++)
    for (let j = 0; j < cols; j++) data[i * cols + j] = B.data[i * B.cols + j * stride] as number;
  return { rows: B.rows, cols, data };
}
