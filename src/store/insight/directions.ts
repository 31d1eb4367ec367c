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
  subtract,
  transpose,
  type Matrix,
} from "../../math/matrix.ts";
import { randomStream } from "../../math/random.ts";

export type DirectionKind = "random" | "target" | "quiet";

/** How one layer changes the direction. */
export interface FollowedDirection {
  /** ‖W_l x_{l−1}‖. */
  readonly stretch: number;
  /** Angle between W_l x_{l−1} and x_l, in degrees. */
  readonly angle: number;
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
  if (kind === "target") return columns(svd(target).v, 0, 1);
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

/** `now` is W_1 … W_L at some step. */
export function followDirection(
  x: Matrix,
  { start, epsilon }: Pick<Setting, "start" | "epsilon">,
  now: readonly Matrix[],
): FollowedDirection[] {
  let entering = x;
  return unitLayers(start, epsilon).map((layer, l) => {
    const partner = multiply(layer, entering);
    const image = multiply(now[l] as Matrix, entering);
    const stretch = frobeniusNorm(image);
    // Computes the angle from the components along and across the partner, because a cosine near 1 loses
    // small angles.
    const along = multiply(transpose(partner), image).data[0] ?? NaN;
    const across = frobeniusNorm(subtract(image, scale(partner, along)));
    entering = partner;
    return { stretch, angle: (Math.atan2(across, along) * 180) / Math.PI };
  });
}
