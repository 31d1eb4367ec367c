/**
 * Counts the single-precision numbers that an optimizer keeps between two steps for a matrix of m × n weights.
 */
export interface MatrixSize {
  readonly m: number;
  readonly n: number;
}

/** Adam: two moments for each weight. */
export const adamState = ({ m, n }: MatrixSize): number => 2 * m * n;

/** LoRA: two moments for each of the r(m + n) weights of its factors. */
export const loraState = ({ m, n }: MatrixSize, r: number): number => 2 * r * (m + n);

/** GaLore: a projector of the shorter side, and two moments of the projected gradient. */
export const galoreState = ({ m, n }: MatrixSize, r: number): number =>
  Math.min(m, n) * r + 2 * Math.max(m, n) * r;
