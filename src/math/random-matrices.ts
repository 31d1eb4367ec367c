import { BETWEEN_YIELDS, divisible, type Parts } from "../core/parts.ts";
import { transpose, zeros, type Matrix } from "./matrix.ts";
import { orthonormalize } from "./qr.ts";
import type { Random } from "./random.ts";

/** Independent standard normal entries. */
export const gaussian = divisible(function* (random: Random, rows: number, cols: number): Parts<Matrix> {
  const out = zeros(rows, cols);
  for (let i = 0; i < out.data.length; i++) {
    out.data[i] = random.normal();
    if (i % BETWEEN_YIELDS === 0) yield;
  }
  return out;
});

/** Haar-distributed semi-orthogonal matrix: orthonormal columns if rows ≥ cols, else orthonormal rows. */
export const haar = divisible(function* (random: Random, rows: number, cols: number): Parts<Matrix> {
  const [long, short] = rows < cols ? [cols, rows] : [rows, cols];
  const q = yield* orthonormalize.parts(yield* gaussian.parts(random, long, short));
  return rows < cols ? transpose(q) : q;
});
