/** C of `escapeStep`. Measurements gave 1.1 … 1.5 for full width and 2 … 3 for narrow networks. */
const FULL_WIDTH = 1.25;

/**
 * Expected number of steps until a random deep network has learned half of a singular value σ (σ₁ = 1): t ≈ C
 * / ((L − 2) η σ ε^{L−2}). It follows from the scalar recursion of aligned layers; the factor C accounts for
 * misalignment. For L = 2 there is no plateau, and the function returns 0.
 */
export function escapeStep(depth: number, eta: number, sigma: number, epsilon: number): number {
  return depth < 3 ? 0 : FULL_WIDTH / ((depth - 2) * eta * sigma * epsilon ** (depth - 2));
}
