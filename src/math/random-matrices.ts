import { transpose, zeros, type Matrix } from "./matrix.ts";
import { orthonormalize } from "./qr.ts";
import type { Random } from "./random.ts";

/** Independent standard normal entries. */
export function gaussian(random: Random, rows: number, cols: number): Matrix {
  const out = zeros(rows, cols);
  for (let i = 0; i < out.data.length; i++) out.data[i] = random.normal();
  return out;
}

/** Haar-distributed semi-orthogonal matrix: orthonormal columns if rows ≥ cols, else orthonormal rows. */
export function haar(random: Random, rows: number, cols: number): Matrix {
  if (rows < cols) return transpose(haar(random, cols, rows));
  return orthonormalize(gaussian(random, rows, cols));
}
