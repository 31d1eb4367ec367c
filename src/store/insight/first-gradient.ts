/** For a lesson: the first gradient of a small, partly seen target, D(0) ≈ −(1/p) M ⊙ Φ, and what it tells. */
import { columns, frobeniusNorm, mapElements, multiply, transpose, type Matrix } from "../../math/matrix.ts";
import { haar } from "../../math/random-matrices.ts";
import { svd } from "../../math/svd.ts";
import { randomStream, sampleWithout } from "../../math/random.ts";

interface FirstGradient {
  /** The gradient's singular values, descending. */
  readonly sigma: readonly number[];
  /** For each input direction v_i of the target: its length within the gradient's RANK leading directions. */
  readonly kept: readonly number[];
  /** 1 for an observed entry. */
  readonly mask: Uint8Array;
}

export const SIDE = 48;
export const RANK = 2;

/** A target with singular values 1 and ½, as in the lessons. */
function makeTarget(): Matrix {
  const random = randomStream(0, "target");
  const [u, v] = [haar(random, SIDE, RANK), haar(random, SIDE, RANK)];
  return multiply(
    mapElements(u, (value, i) => (i % RANK === 0 ? value : value / 2)),
    transpose(v),
  );
}

export function firstGradient(observed: number): FirstGradient {
  const target = makeTarget();
  const size = SIDE * SIDE;
  const mask = new Uint8Array(size);
  const count = Math.floor(observed * size);
  for (const place of sampleWithout(randomStream(0, "mask"), size, count)) mask[place] = 1;
  const gradient = mapElements(target, (value, i) => ((mask[i] as number) * value) / observed);
  const { sigma, v } = svd(gradient);
  const leading = columns(v, 0, RANK);
  const inputs = columns(svd(target).v, 0, RANK);
  const kept = Array.from({ length: RANK }, (_, i) =>
    frobeniusNorm(multiply(transpose(leading), columns(inputs, i, i + 1))),
  );
  return { sigma, kept, mask };
}
