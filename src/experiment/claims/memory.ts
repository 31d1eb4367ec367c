/** Bytes of training LLaMA-7B with Adam, and with gradients projected to rank r (GaLore, arXiv 2403.03507). */
interface Weights {
  readonly shape: readonly [number, number];
  readonly count: number;
  /** Projected; the embedding and the head are not. */
  readonly projected: boolean;
}

const WEIGHTS: readonly Weights[] = [
  { shape: [4096, 4096], count: 4 * 32, projected: true },
  { shape: [4096, 11_008], count: 3 * 32, projected: true },
  { shape: [4096, 32_000], count: 2, projected: false },
];
const RANK = 1024;
const BF16 = 2;
/** One sequence at a time, as the paper counts. */
const ACTIVATIONS = 2e9;

/** Numbers in optimizer state of one m × n matrix, m ≤ n: the projection mr, two moments nr each; else two moments mn. */
function stateOf([m, n]: Weights["shape"], projected: boolean): number {
  return projected ? m * RANK + 2 * n * RANK : 2 * m * n;
}

/** Shares of memory saved: optimizer state at equal precision; 8-bit against BF16 Adam; all of training. */
export function memoryOfLlama(): { states: number; eightBit: number; total: number } {
  const sum = (of: (weights: Weights) => number): number =>
    WEIGHTS.reduce((all, weights) => all + weights.count * of(weights), 0);
  const weights = sum(({ shape: [m, n] }) => m * n);
  const adam = sum(({ shape }) => stateOf(shape, false));
  const projected = sum(({ shape, projected: is }) => stateOf(shape, is));
  // Gradients are used layer by layer, so that only the largest is held.
  const largest = Math.max(...WEIGHTS.map(({ shape: [m, n] }) => m * n));
  const before = BF16 * (2 * weights + adam) + ACTIVATIONS;
  const after = BF16 * (weights + largest) + projected + ACTIVATIONS;
  return {
    states: 1 - projected / adam,
    eightBit: 1 - projected / (BF16 * adam),
    total: 1 - after / before,
  };
}
