/**
 * Follows a direction through the layers of the original network (Yaras et al. 2024, Theorem 2.1): x_0 = x,
 * x_l = O_l x_{l−1} with W_l(0) = ε O_l. Directions with Φx = 0 and ΦᵀOx = 0, where O = O_L⋯O_1, stay paired:
 * W_l(t) x_{l−1} = ρ_l(t) x_l.
 */
import { orthonormalize } from "../../math/qr.ts";
import { svd } from "../../math/svd.ts";
import {
  columns,
  concatColumns,
  frobeniusNorm,
  multiply,
  multiplyChain,
  scale,
  scaledIdentity,
  subtract,
  sumOfSquares,
  transpose,
  type Matrix,
} from "../../math/matrix.ts";
import { randomStream } from "../../math/random.ts";

export type DirectionKind = "random" | "quiet";

/** How one layer changes the direction. */
export interface FollowedDirection {
  /** ‖W_l x_{l−1}‖. */
  readonly stretch: number;
  /** Angle between W_l x_{l−1} and x_l, in degrees. */
  readonly angle: number;
  /** Angle between −G_l x_{l−1} and x_l, in degrees: where the next step pulls W_l x_{l−1}. */
  readonly pull: number;
}

/** d × 2r: the target's input directions, and its output directions carried back by the initial layers. */
function movingBasis(unit: readonly Matrix[], target: Matrix, rank: number): Matrix {
  const { u, v } = svd(target);
  const inputs = columns(v, 0, rank);
  const outputs = multiply(transpose(multiplyChain(unit)), columns(u, 0, rank));
  return orthonormalize(concatColumns(inputs, outputs));
}

const unitLayers = (start: readonly Matrix[], epsilon: number): Matrix[] =>
  start.map((factor) => scale(factor, 1 / epsilon));

interface Setting {
  readonly start: readonly Matrix[];
  readonly epsilon: number;
  readonly target: Matrix;
  readonly rank: number;
}

/** A unit vector, d × 1. `draw` counts the random draws. */
export function pickDirection(
  kind: DirectionKind,
  { start, epsilon, target, rank }: Setting,
  draw: number,
): Matrix {
  const random = randomStream(draw, "direction");
  const any = {
    rows: target.cols,
    cols: 1,
    data: Float64Array.from({ length: target.cols }, () => random.normal()),
  };
  if (kind === "random") return unit(any);
  const basis = movingBasis(unitLayers(start, epsilon), target, rank);
  return unit(subtract(any, multiply(basis, multiply(transpose(basis), any))));
}

const unit = (x: Matrix): Matrix => scale(x, 1 / frobeniusNorm(x));

/** The unit vector between x and the target's v_1, `degrees` away from x if the two are orthogonal. */
export function turnToTarget(x: Matrix, target: Matrix, degrees: number): Matrix {
  const angle = (degrees * Math.PI) / 180;
  const v = columns(svd(target).v, 0, 1);
  return unit(subtract(scale(x, Math.cos(angle)), scale(v, -Math.sin(angle))));
}

/** `now` is W_1 … W_L at some step. The gradient is that of a network that sees every entry. */
export function followDirection(
  x: Matrix,
  { start, epsilon, target }: Pick<Setting, "start" | "epsilon" | "target">,
  now: readonly Matrix[],
): FollowedDirection[] {
  let entering = x;
  const back = now.map(transpose);
  return unitLayers(start, epsilon).map((layer, l) => {
    const partner = multiply(layer, entering);
    const image = multiply(now[l] as Matrix, entering);
    // G_l x_{l−1} = (W_L ⋯ W_{l+1})ᵀ (f − Φ) (W_{l−1} ⋯ W_1)ᵀ x_{l−1}, from the right to the left.
    const before = multiplyChain([entering, ...back.slice(0, l).toReversed()]);
    const residual = subtract(multiplyChain([before, ...now]), multiply(target, before));
    const step = scale(multiplyChain([residual, ...back.slice(l + 1).toReversed()]), -1);
    const followed = {
      stretch: frobeniusNorm(image),
      angle: angleBetween(partner, image),
      pull: angleBetween(partner, step),
    };
    entering = partner;
    return followed;
  });
}

/** One layer and the direction that enters it, in the bases X_l of the theorem. */
export interface FoldedDirection {
  /** X_lᵀ W_l X_{l−1}, d × d: a block of 2r × 2r and a diagonal. */
  readonly layer: Matrix;
  /** X_{l−1}ᵀ x_{l−1}, d × 1. */
  readonly enters: Matrix;
  /** X_lᵀ W_l x_{l−1}, d × 1. */
  readonly leaves: Matrix;
  /** The part of ‖W_l x_{l−1}‖² that lies in the block's 2r rows. */
  readonly inBlock: number;
}

/**
 * Follows x in orthonormal bases with X_l = O_l X_{l−1}. The columns of X_0 are v_1, the other moving dimensions, the
 * quiet part of `from`, and further quiet directions.
 */
export function foldDirection(
  x: Matrix,
  from: Matrix,
  { start, epsilon, target, rank }: Setting,
  now: readonly Matrix[],
): FoldedDirection[] {
  const layers = unitLayers(start, epsilon);
  const first = concatColumns(movingBasis(layers, target, rank), from);
  const rest = columns(scaledIdentity(x.rows, 1), 0, x.rows - first.cols);
  let basis = orthonormalize(concatColumns(first, rest));
  const enters = multiply(transpose(basis), x);
  return now.map((W, l) => {
    const next = multiply(layers[l] as Matrix, basis);
    const layer = multiply(transpose(next), multiply(W, basis));
    basis = next;
    const leaves = multiply(layer, enters);
    const inside = sumOfSquares({ ...leaves, data: leaves.data.subarray(0, 2 * rank) });
    return { layer, enters, leaves, inBlock: inside / sumOfSquares(leaves) };
  });
}

/** Degrees between a unit vector and another, from components along and across: a cosine near 1 is imprecise. */
function angleBetween(partner: Matrix, vector: Matrix): number {
  const along = multiply(transpose(partner), vector).data[0] ?? NaN;
  const across = frobeniusNorm(subtract(vector, scale(partner, along)));
  return (Math.atan2(across, along) * 180) / Math.PI;
}
