/**
 * Initial weights of scale ε. The theorem assumes orthogonal weights; the other kinds show what happens
 * without this assumption.
 */
import { gaussian, haar } from "../math/random-matrices.ts";
import { mapElements, scale, zeros, type Matrix } from "../math/matrix.ts";
import { randomStream, type Random } from "../math/random.ts";

/**
 * Haar semi-orthogonal weights, or independent normal or uniform entries of variance 1/max(rows, cols). All
 * have singular values of the same order of magnitude.
 */
export type StartKind = "orthogonal" | "gaussian" | "uniform";

/** Shape of a deep linear network of the given depth and width, from n inputs to m outputs. */
interface Architecture {
  readonly rows: number;
  readonly cols: number;
  readonly depth: number;
  readonly width: number;
}

/** [W_1 (width × n), …, W_L (m × width)], each ε times a random matrix. */
export function randomStart(
  seed: number,
  stream: string,
  { rows, cols, depth, width }: Architecture,
  epsilon: number,
  kind: StartKind,
): Matrix[] {
  const random = randomStream(seed, `init/${stream}`);
  return Array.from({ length: depth }, (_, l) =>
    scale(draw(random, kind, l === depth - 1 ? rows : width, l === 0 ? cols : width), epsilon),
  );
}

function draw(random: Random, kind: StartKind, rows: number, cols: number): Matrix {
  if (kind === "orthogonal") return haar(random, rows, cols);
  const deviation = 1 / Math.sqrt(Math.max(rows, cols));
  if (kind === "gaussian") return scale(gaussian(random, rows, cols), deviation);
  return mapElements(zeros(rows, cols), () => deviation * Math.sqrt(3) * (2 * random.uniform() - 1));
}
