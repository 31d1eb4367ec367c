/** The networks compared in one run. All start from the same plain weights. */
import { gaussian } from "../../math/random-matrices.ts";
import { invariant } from "../../core/errors.ts";
import { columns, multiplyChain, scale, type Matrix } from "../../math/matrix.ts";
import { randomStream } from "../../math/random.ts";
import type { Layer } from "../../models/feed-forward.ts";
import {
  blockBases,
  compressedBlock,
  orthogonalBlock,
  randomDirections,
  thinBlock,
  type Directions,
} from "../../models/parametrizations/block.ts";
import type { ArmId, MlpConfig } from "./config.ts";

/** Factors of a block, each with the scale of its learning rate. */
interface Block {
  readonly factors: readonly Matrix[];
  readonly rateScale: readonly number[];
}

/** Plain weights and the full block of one seed. */
export interface Start {
  readonly hidden1: Matrix;
  readonly hidden2: Matrix;
  readonly output: Matrix;
  readonly block: readonly Matrix[];
}

/**
 * Draws the initial weights of a seed: He's normal weights for layers with a ReLU, and LeCun's for the output layer.
 */
export function startOf(
  { width, depth, scale: s }: MlpConfig,
  seed: number,
  features: number,
  classes: number,
): Start {
  const normal = (stream: string, rows: number, cols: number, variance: number): Matrix =>
    scale(gaussian(randomStream(seed, stream), rows, cols), Math.sqrt(variance / cols));
  return {
    hidden1: normal("init/hidden1", width, features, 2),
    hidden2: normal("init/hidden2", width, width, 2),
    output: normal("init/output", classes, width, 1),
    block: orthogonalBlock(randomStream(seed, "init/block"), width, depth, s),
  };
}

/** The block of an arm, if the arm has one. C-DLN and thin need `directions` from the full block's first gradient. */
export function blockOf(
  id: ArmId,
  { depth, scale: s, rHat, alpha, width }: MlpConfig,
  seed: number,
  start: Start,
  directions: Directions | undefined,
): Block | undefined {
  const found = (): Directions => {
    invariant(directions, `${id} needs the directions of the first gradient`);
    return directions;
  };
  const uniform = (factors: readonly Matrix[]): Block => ({ factors, rateScale: factors.map(() => 1) });
  const outer = (factors: readonly Matrix[]): Block => ({
    factors,
    rateScale: factors.map((_, l) => (l === 0 || l === depth - 1 ? alpha : 1)),
  });
  if (id === "dln") return uniform(start.block);
  if (id === "cdln") return outer(compressedBlock(found(), depth, s));
  if (id === "thin")
    return uniform(thinBlock(start.block, blockBases(start.block, thinDirections(found(), rHat))));
  if (id !== "cdlnRandom") return undefined;
  const random = randomStream(seed, "init/random-directions");
  return outer(compressedBlock(randomDirections(width, width, rHat, random), depth, s));
}

/** The directions of the thin block, which takes r̂/2 from each side. */
export function thinDirections({ P, Q, sigma }: Directions, rHat: number): Directions {
  const half = Math.floor(rHat / 2);
  return { P: columns(P, 0, half), Q: columns(Q, 0, half), sigma };
}

/**
 * He's initialization of the replaced weight compensates for the ReLU. The block's factors do not, and need this gain.
 */
const REPLACED_GAIN = Math.SQRT2;

/** The layers of a network, and the position of its block among them. */
export function layersOf(
  { hidden1, hidden2, output }: Start,
  { placement, innerRelu }: MlpConfig,
  block: Block | undefined,
): { layers: Layer[]; block?: { first: number; depth: number } } {
  const dense = (weight: Matrix, relu: boolean): Layer => ({
    weight,
    bias: new Float64Array(weight.rows),
    relu,
    rateScale: 1,
    gain: 1,
  });
  const first = dense(hidden1, true);
  const second = dense(hidden2, true);
  const last = dense(output, false);
  if (!block) return { layers: [first, second, last] };
  const depth = block.factors.length;
  const factors = block.factors.map((weight, l): Layer => ({
    weight,
    relu: innerRelu === "on" && l < depth - 1,
    rateScale: block.rateScale[l] as number,
    gain: 1,
  }));
  if (placement === "insert")
    return { layers: [first, second, ...factors, last], block: { first: 2, depth } };
  const [end] = factors.splice(-1) as [Layer];
  const withBias = { ...end, bias: new Float64Array(end.weight.rows), relu: true, gain: REPLACED_GAIN };
  return { layers: [first, ...factors, withBias, last], block: { first: 1, depth } };
}

/**
 * The network with the block's product as a single weight. The first gradient with respect to that weight
 * gives the directions.
 */
export function collapsed(start: Start, config: MlpConfig): { layers: Layer[]; at: number } {
  const product: Block = { factors: [multiplyChain(start.block)], rateScale: [1] };
  const { layers, block } = layersOf(start, config, product);
  const at = block?.first ?? 0;
  // No other gradient is needed.
  return { layers: layers.map((layer, l) => ({ ...layer, rateScale: Number(l === at) })), at };
}
