/**
 * The smallest deep network: f = W₂W₁ with 2 × 2 matrices [a, b, c, d] = [[a, b], [c, d]]. One plain matrix W beside it
 * trains on the same target by gradient descent on ½‖M ⊙ (f − Φ)‖².
 */
export type Two = readonly [a: number, b: number, c: number, d: number];

export interface Tiny {
  readonly W1: Two;
  readonly W2: Two;
  /** The plain matrix. It starts as the product W₂W₁. */
  readonly W: Two;
  readonly steps: number;
}

/** Rank 1: each row is a multiple of (1, 2). */
export const TARGET: Two = [0.25, 0.5, 0.5, 1];
const ETA = 0.2;
const EPSILON = 0.1;

export const multiply = (A: Two, B: Two): Two => [
  A[0] * B[0] + A[1] * B[2],
  A[0] * B[1] + A[1] * B[3],
  A[2] * B[0] + A[3] * B[2],
  A[2] * B[1] + A[3] * B[3],
];
const transpose = ([a, b, c, d]: Two): Two => [a, c, b, d];
const combine = (A: Two, B: Two, of: (a: number, b: number) => number): Two =>
  A.map((a, i) => of(a, B[i] as number)) as unknown as Two;

/** Two rotations, multiplied by ε. */
export function tinyStart(): Tiny {
  const W1: Two = [0.8 * EPSILON, -0.6 * EPSILON, 0.6 * EPSILON, 0.8 * EPSILON];
  const W2: Two = [0.6 * EPSILON, 0.8 * EPSILON, -0.8 * EPSILON, 0.6 * EPSILON];
  return { W1, W2, W: multiply(W2, W1), steps: 0 };
}

/** D = M ⊙ (f − Φ); the mask hides the last entry or nothing. */
export function residual(f: Two, hidden: boolean): Two {
  const D = combine(f, TARGET, (x, y) => x - y);
  return hidden ? [D[0], D[1], D[2], 0] : D;
}

/** What a step computes from the matrices before it: f = W₂W₁, D, G₂ = D W₁ᵀ and G₁ = W₂ᵀ D. */
export function gradients({ W1, W2 }: Tiny, hidden: boolean) {
  const f = multiply(W2, W1);
  const D = residual(f, hidden);
  return { f, D, G1: multiply(transpose(W2), D), G2: multiply(D, transpose(W1)) };
}

export function tinyStep(tiny: Tiny, hidden: boolean): Tiny {
  const { G1, G2 } = gradients(tiny, hidden);
  const down = (A: Two, G: Two): Two => combine(A, G, (a, g) => a - ETA * g);
  return {
    W1: down(tiny.W1, G1),
    W2: down(tiny.W2, G2),
    W: down(tiny.W, residual(tiny.W, hidden)),
    steps: tiny.steps + 1,
  };
}
