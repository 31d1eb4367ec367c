/**
 * Models with one number per layer learn the number 2, starting from 1: a single weight, and a product of four
 * weights. The loss is (product − 2)²/2, and each weight takes its own gradient steps.
 */
const TARGET = 2;

/** The loss at steps 0 … `steps`. The list ends early if the weights diverge. */
export function toyLosses(depth: number, eta: number, steps: number): number[] {
  const losses: number[] = [];
  let w = 1;
  for (let step = 0; step <= steps; step++) {
    const error = w ** depth - TARGET;
    if (Math.abs(error) > 1e6) break;
    losses.push(error ** 2 / 2);
    // All weights start equal, so they stay equal.
    w -= eta * error * w ** (depth - 1);
  }
  return losses;
}
