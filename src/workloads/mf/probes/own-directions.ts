/** The networks' layers in the original's own directions (network/own-directions.ts), for the pictures of the stage. */
import { OWN_DIRECTIONS_SIDE } from "../config/defaults.ts";
import type { Experiment, NetworkName } from "../config/fields.ts";
import {
  columns,
  concatColumns,
  multiply,
  multiplyChain,
  subtract,
  sumOfSquares,
  transpose,
  type Matrix,
} from "../../../math/matrix.ts";
import { lossGradient } from "../data/problem.ts";
import { factorView, strideOf, type FactorView } from "../entries.ts";
import { ownDirections } from "../network/own-directions.ts";
import type { Training } from "../training.ts";

/**
 * One network's layers in the original's own directions, Z_l = B_lᵀ W_l B_{l−1} for l = 1 … L. The orthonormal bases B_l
 * begin with the 2r̂ directions in which Theorem 2.1 of Yaras et al. (2024) lets layer l move. On a factorization by
 * gradient descent, Z_l is therefore one 2r̂ × 2r̂ block and a diagonal. On the output side, the first r̂ directions and the
 * next r̂ are exchanged. Compressed networks have only blocks.
 */
export interface OwnView {
  /** Z_1 … Z_L. Of a large layer, every stride-th row and column. */
  readonly layers?: readonly FactorView[];
  /** The first 2r̂ rows and columns of each layer. */
  readonly blocks: readonly FactorView[];
  /** The part of the layers' squared change since initialization that lies in their blocks. NaN without a change. */
  readonly inBlocks?: number;
  /** The part of that change that adds one amount to all diagonal entries outside the block of a square layer. */
  readonly fading?: number;
}

/** Whether the original has own directions, and small enough layers to show them. */
const hasOwnDirections = ({ networks, start, rows, cols, width }: Experiment): boolean =>
  networks.includes("original") &&
  start === "orthogonal" &&
  Math.max(rows, cols, width) <= OWN_DIRECTIONS_SIDE;

/** A smaller relative change of the layers is the rounding of their start to float32. */
const ROUNDING = 2 ** -23;

type OwnViewOf = (id: NetworkName, factors: readonly Matrix[]) => OwnView | undefined;

/** Returns a function that shows a network's current factors. Its first call computes the bases. */
export function createOwnView(
  experiment: Experiment,
  { origin, problems: [problem] }: Pick<Training, "origin" | "problems">,
): OwnViewOf | undefined {
  if (!origin || !problem || !hasOwnDirections(experiment)) return undefined;
  const { start } = origin;
  const { rHat, epsilon } = experiment;
  const k = 2 * rHat;
  let bases: readonly Matrix[] | undefined;
  return (id, factors) => {
    const chain = wholeLayers(id, factors, start.length);
    if (!chain) return undefined;
    bases ??= ownDirections(start, lossGradient(problem, multiplyChain(start)), rHat, epsilon);
    const inputs = bases.slice(0, -1);
    // What grows leads from a direction of one chain to its partner in the other. With the two chains in
    // opposite orders on the two sides, it lies near the diagonal.
    const outputs = bases.slice(1).map((B) => swapped(B, rHat));
    if (id !== "original") {
      const inner = origin.bases();
      const blocks = chain.map((factor, l) => {
        const left = l === chain.length - 1 ? undefined : inner[l];
        const right = l === 0 ? undefined : inner[l - 1];
        return factorView(
          between(outputs[l] as Matrix, embedded(factor, left, right), inputs[l] as Matrix, k),
        );
      });
      return { blocks };
    }
    let [inside, all, initial] = [0, 0, 0];
    const blocks = chain.map((W, l) => {
      const [output, input] = [outputs[l] as Matrix, inputs[l] as Matrix];
      const change = subtract(W, start[l] as Matrix);
      initial += sumOfSquares(start[l] as Matrix);
      inside += sumOfSquares(between(output, change, input, k));
      all += sumOfSquares(change);
      return factorView(between(output, W, input, k));
    });
    let alike = 0;
    const layers = chain.map((W, l): FactorView => {
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
    const hasChanged = all > ROUNDING ** 2 * initial;
    return {
      layers,
      blocks,
      inBlocks: hasChanged ? inside / all : NaN,
      fading: hasChanged ? alike / all : NaN,
    };
  };
}

/** One factor a layer: of Yaras et al.'s network, the outer factors belong to the layers beside them. */
function wholeLayers(
  id: NetworkName,
  factors: readonly Matrix[],
  depth: number,
): readonly Matrix[] | undefined {
  if (id === "original" || id === "thin") return factors;
  if (id !== "yaras" || factors.length !== depth + 2) return undefined;
  const [right, first, ...rest] = factors as [Matrix, Matrix, ...Matrix[]];
  const [last, left] = rest.slice(-2) as [Matrix, Matrix];
  return [multiply(first, right), ...rest.slice(0, -2), multiply(left, last)];
}

/** X_l M X_{l−1}ᵀ: a compressed layer as a layer of the original. An outer side has no X. */
function embedded(M: Matrix, left: Matrix | undefined, right: Matrix | undefined): Matrix {
  const tall = left ? multiply(left, M) : M;
  return right ? multiply(tall, transpose(right)) : tall;
}

/** The first k rows and columns of outputᵀ W input. */
const between = (output: Matrix, W: Matrix, input: Matrix, k: number): Matrix =>
  multiply(transpose(columns(output, 0, k)), multiply(W, columns(input, 0, k)));

/** Exchanges the first r̂ columns with the next r̂. */
const swapped = (B: Matrix, rHat: number): Matrix =>
  concatColumns(concatColumns(columns(B, rHat, 2 * rHat), columns(B, 0, rHat)), columns(B, 2 * rHat, B.cols));

function everyNth(B: Matrix, stride: number): Matrix {
  if (stride === 1) return B;
  const cols = Math.ceil(B.cols / stride);
  const data = new Float64Array(B.rows * cols);
  for (let i = 0; i < B.rows; i++)
    for (let j = 0; j < cols; j++) data[i * cols + j] = B.data[i * B.cols + j * stride] as number;
  return { rows: B.rows, cols, data };
}
