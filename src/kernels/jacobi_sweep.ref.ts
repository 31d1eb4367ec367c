/** One sweep of one-sided Jacobi in float64, in the round-robin order of the kernel. */
import { numberOf } from "./fields.ts";
import type { Reference } from "./kernel.ts";

/** |aᵖ·a^q| ≤ TOLERANCE ‖aᵖ‖ ‖a^q‖: far below what matters, above the rounding of a sum over a thousand rows. */
const TOLERANCE = 1e-14;

export const jacobiSweepReference: Reference = (params, constants, tensors) => {
  const [matrix, converged] = tensors as [Float64Array, Uint32Array];
  const rows = numberOf(params, "rows");
  const cols = numberOf(params, "cols");
  const size = rows * cols;
  for (let entry = 0; entry < numberOf(params, "batch"); entry++) {
    if (!constants["FIRST"] && converged[entry]) continue;
    const part = matrix.subarray(entry * size, (entry + 1) * size);
    // Transposed, so that columns are contiguous; scaled, so that squares neither overflow nor vanish.
    const largest = part.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const columns = new Float64Array(size);
    eachEntry(rows, cols, (at, place) => (columns[place] = (part[at] as number) / (largest || 1)));
    converged[entry] = sweep(columns, rows, cols) ? 0 : 1;
    eachEntry(rows, cols, (at, place) => (part[at] = (columns[place] as number) * largest));
  }
};

/** Every entry's place in a row-major matrix and in its transpose. */
function eachEntry(rows: number, cols: number, visit: (at: number, place: number) => void): void {
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < cols; column++) visit(row * cols + column, column * rows + row);
}

/** True when a pair was rotated. `columns` holds one column after the other. */
function sweep(columns: Float64Array, rows: number, cols: number): boolean {
  let rotated = false;
  const moving = cols - 1 + (cols % 2);
  for (let round = 0; round < moving; round++) {
    for (let pair = 0; 2 * pair < moving; pair++) {
      const p = pair === 0 ? moving : (round + pair) % moving;
      const q = (round + moving - pair) % moving;
      if (p < cols && rotate(columns, p * rows, q * rows, rows)) rotated = true;
    }
  }
  return rotated;
}

/** Makes the columns that start at p and q orthogonal; false when they are already. */
function rotate(columns: Float64Array, p: number, q: number, rows: number): boolean {
  let pp = 0;
  let qq = 0;
  let pq = 0;
  for (let i = 0; i < rows; i++) {
    const x = columns[p + i] as number;
    const y = columns[q + i] as number;
    pp += x * x;
    qq += y * y;
    pq += x * y;
  }
  if (!(Math.abs(pq) > TOLERANCE * Math.sqrt(pp) * Math.sqrt(qq))) return false;
  const zeta = (qq - pp) / (2 * pq);
  const tangent = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  for (let i = 0; i < rows; i++) {
    const x = columns[p + i] as number;
    const y = columns[q + i] as number;
    columns[p + i] = cosine * x - sine * y;
    columns[q + i] = sine * x + cosine * y;
  }
  return true;
}
