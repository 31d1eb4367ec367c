/** Starting weights: W_l(0) = ε × Haar semi-orthogonal. */
import { haar } from "../math/decompositions.ts";
import { scale, type Matrix } from "../math/matrix.ts";
import { randomStream } from "../math/random.ts";

/** Shapes of a deep linear network of the given depth and width between n inputs and m outputs. */
export interface Architecture {
  readonly rows: number;
  readonly cols: number;
  readonly depth: number;
  readonly width: number;
}

/** [W_1 (width × n), …, W_L (m × width)], each ε times a Haar semi-orthogonal matrix. */
export function orthogonalStart(
  seed: number,
  stream: string,
  { rows, cols, depth, width }: Architecture,
  epsilon: number,
): Matrix[] {
  const random = randomStream(seed, `init/${stream}`);
  return Array.from({ length: depth }, (_, l) =>
    scale(haar(random, l === depth - 1 ? rows : width, l === 0 ? cols : width), epsilon),
  );
}
