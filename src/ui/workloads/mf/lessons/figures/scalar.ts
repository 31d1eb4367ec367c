/** Along one singular direction, each aligned layer acts as one number: w ← w − η w^{L−1} (w^L − σ), w(0) = ε. */
interface Scalar {
  readonly sigma: number;
  readonly epsilon: number;
  readonly depth: number;
  readonly eta: number;
}

/** w^L at steps 0, stride, 2 stride … up to the last step. */
export function scalarPath(
  { sigma, epsilon, depth, eta }: Scalar,
  lastStep: number,
  stride: number,
): number[] {
  const path: number[] = [];
  let w = epsilon;
  for (let step = 0; step <= lastStep; step++) {
    if (step % stride === 0) path.push(w ** depth);
    w -= eta * w ** (depth - 1) * (w ** depth - sigma);
  }
  return path;
}

/** The first step at which half of σ is learned. */
export function escapeAt(setting: Scalar, lastStep: number): number | undefined {
  const step = scalarPath(setting, lastStep, 1).findIndex((product) => product >= setting.sigma / 2);
  return step < 0 ? undefined : step;
}

/** The race ends when the true value, whose target is 1, reaches this. */
const LEARNED = 0.999;

/**
 * Two singular values of a product: a true one, driven by the residual, which is what it still lacks, and a false one,
 * driven by a part of it. Gradient flow of balanced layers, ds = L η s^(2−2/L) · drive per step, from two equal values to the step at which the
 * true one is learned. `part` is the false one's drive over the true one's.
 */
export function race(depth: number, start: number, part: number, eta: number) {
  const power = 2 - 2 / depth;
  const [steps, truth, falsehood, residual] = [[0], [start], [start], [1 - start]];
  let [at, s, other] = [0, start, start];
  while (s < LEARNED) {
    // Small against the true value and against what it lacks. The false value is the slower one.
    const gain = 0.01 * Math.min(s, 1 - s);
    const dt = gain / (depth * eta * s ** power * (1 - s));
    other += depth * eta * other ** power * part * (1 - s) * dt;
    s += gain;
    at += dt;
    steps.push(at);
    truth.push(s);
    falsehood.push(other);
    residual.push(1 - s);
  }
  return { steps, truth, falsehood, residual };
}
