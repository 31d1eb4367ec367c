/**
 * Bytes needed to train LLaMA-7B, with Adam and with gradients projected to rank r (GaLore, arXiv
 * 2403.03507).
 */
interface Weights {
  readonly shape: readonly [number, number];
  readonly count: number;
  /** Whether the matrix's gradient is projected. The gradients of the embedding and the head are not. */
  readonly projected: boolean;
}

const WEIGHTS: readonly Weights[] = [
  { shape: [4096, 4096], count: 4 * 32, projected: true },
  { shape: [4096, 11_008], count: 3 * 32, projected: true },
  { shape: [4096, 32_000], count: 2, projected: false },
];
const RANK = 1024;
const BF16 = 2;
/** Bytes of the activations of one sequence at a time, as in the paper. */
const ACTIVATIONS = 2e9;

/**
 * Numbers in the optimizer state of one m × n matrix with m ≤ n: mr for the projection and nr for each of the two moments,
 * or mn for each moment without a projection.
 */
function stateOf([m, n]: Weights["shape"], projected: boolean): number {
  return projected ? m * RANK + 2 * n * RANK : 2 * m * n;
}

interface MemorySaved {
  /** Saving of optimizer state at equal precision. */
  readonly states: number;
  /** Saving of optimizer state with 8 bits instead of BF16. */
  readonly eightBit: number;
  /** The same with moments in 8 bits and projectors in BF16. */
  readonly eightBitMoments: number;
  /**
   * Saving of all training memory, with the projected optimizer state in 8 bits against BF16. Counted as in the paper:
   * gradients are applied layer by layer only with the projection.
   */
  readonly total: number;
  /** The same saving with layer-wise gradients in both methods, and in neither. */
  readonly totalBothLayerWise: number;
  readonly totalNeither: number;
}

/** The fractions of memory that the projection saves. */
export function memoryOfLlama(): MemorySaved {
  const sum = (of: (weights: Weights) => number): number =>
    WEIGHTS.reduce((all, weights) => all + weights.count * of(weights), 0);
  const weights = sum(({ shape: [m, n] }) => m * n);
  const adam = sum(({ shape }) => stateOf(shape, false));
  const projected = sum(({ shape, projected: is }) => stateOf(shape, is));
  const projectors = sum(({ shape: [m], projected: is }) => (is ? m * RANK : 0));
  // Layer-wise updates keep only the largest gradient in memory.
  const largest = Math.max(...WEIGHTS.map(({ shape: [m, n] }) => m * n));
  const before = (gradients: number): number => BF16 * (weights + gradients + adam) + ACTIVATIONS;
  const after = (gradients: number): number => BF16 * (weights + gradients) + projected + ACTIVATIONS;
  return {
    states: 1 - projected / adam,
    eightBit: 1 - projected / (BF16 * adam),
    eightBitMoments: 1 - (projected - projectors + BF16 * projectors) / (BF16 * adam),
    total: 1 - after(largest) / before(weights),
    totalBothLayerWise: 1 - after(largest) / before(largest),
    totalNeither: 1 - after(weights) / before(weights),
  };
}
