/** A chain's layers in its own directions (models/parametrizations/own-directions.ts), for the network diagram. */
import {
  columns,
  concatColumns,
  multiply,
  subtract,
  sumOfSquares,
  transpose,
  type Matrix,
  zeros,
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
  // Whole bases of large layers would take seconds, and the page shows only some of their columns.
  const strides = start.map(strideOf);
  const isWanted = (column: number): boolean => column < k || strides.some((stride) => column % stride === 0);
  const bases = ownDirections(start, directions, epsilon, isWanted);
  const initial = start.reduce((sum, W) => sum + sumOfSquares(W), 0);
  const sides = start.map((_, l): Sides => {
    const stride = strides[l] as number;
    const input = bases[l] as Matrix;
    // Training enlarges entries between a direction of one chain and its partner in the other. This order puts
    // them near the diagonal.
    const output = swapped(bases[l + 1] as Matrix, r);
    return {
      stride,
      block: [transpose(columns(output, 0, k)), columns(input, 0, k)],
      shown: [transpose(everyNth(output, stride, isWanted)), everyNth(input, stride, isWanted)],
    };
  });
  /** The first k rows and columns of layer l. */
  const blockOf = (W: Matrix, l: number): Matrix => between((sides[l] as Sides).block, W);
  const startBlocks = start.map(blockOf);
  return {
    whole(layers) {
      const blocks = layers.map(blockOf);
      const changeOf = (after: readonly Matrix[], before: readonly Matrix[]): number =>
        after.reduce((sum, W, l) => sum + sumOfSquares(subtract(W, before[l] as Matrix)), 0);
      const [inside, all] = [changeOf(blocks, startBlocks), changeOf(layers, start)];
      let alike = 0;
      const views = layers.map((W, l): FactorView => {
        const { stride, shown } = sides[l] as Sides;
        const Z = between(shown, W);
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
        blocks: blocks.map(factorView),
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

/** Columns of two bases, those on the output side transposed: of a layer's block, and of its picture. */
interface Sides {
  readonly stride: number;
  readonly block: readonly [Matrix, Matrix];
  readonly shown: readonly [Matrix, Matrix];
}

const between = ([left, right]: Sides["block"], W: Matrix): Matrix => multiply(left, multiply(W, right));

/** Exchanges the first r columns with the next r. */
const swapped = (B: Matrix, r: number): Matrix =>
  concatColumns(concatColumns(columns(B, r, 2 * r), columns(B, 0, r)), columns(B, 2 * r, B.cols));

/** Picks every stride-th column of a basis. `B` holds only the wanted columns. */
function everyNth(B: Matrix, stride: number, isWanted: (column: number) => boolean): Matrix {
  const known = Array.from({ length: B.rows }, (_, j) => j).filter(isWanted);
  const chosen = known.flatMap((j, at) => (j % stride === 0 ? [at] : []));
  const picked = zeros(B.rows, chosen.length);
  for (let i = 0; i < B.rows; i++)
    for (const [to, at] of chosen.entries())
      picked.data[i * picked.cols + to] = B.data[i * B.cols + at] as number;
  return picked;
}
