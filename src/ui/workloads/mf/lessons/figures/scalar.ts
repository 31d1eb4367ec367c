/** Along one singular direction, each aligned layer acts as one number: w ← w − η w^{L−1} (w^L − σ), w(0) = ε. */
interface Scalar {
  readonly sigma: number;
  readonly epsilon: number;
  readonly depth: number;
  readonly eta: number;
}

const next = (w: number, { sigma, depth, eta }: Scalar): number =>
  w - eta * w ** (depth - 1) * (w ** depth - sigma);

/** w^L at steps 0, stride, 2 stride … up to the last step. */
export function scalarPath(setting: Scalar, lastStep: number, stride: number): number[] {
  const path: number[] = [];
  let w = setting.epsilon;
  for (let step = 0; step <= lastStep; step++) {
    if (step % stride === 0) path.push(w ** setting.depth);
    w = next(w, setting);
  }
  return path;
}

/** The first step at which half of σ is learned. */
export function escapeAt(setting: Scalar, lastStep: number): number | undefined {
  let w = setting.epsilon;
  for (let step = 0; step <= lastStep; step++) {
    if (w ** setting.depth >= setting.sigma / 2) return step;
    w = next(w, setting);
  }
  return undefined;
}
