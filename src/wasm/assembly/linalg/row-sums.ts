// Sums of rows of a matrix, each times a number. A list of u32 chooses the rows. Vector registers hold up to twenty
// numbers of a sum at once.
import { madd } from "../arithmetic";
import { TILE } from "./scratch";

/** Number of vectors of a sum in registers. */
export const MAX_VECTORS: usize = 5;

/** Where a row's number is: `values` bytes after its index, at `values` + index · `step`, or at the place that another list gives. */
export const BESIDE: u32 = 0;
export const BY_INDEX: u32 = 1;
export const PLACED: u32 = 2;

export class Sum {
  /**
   * TILE = the sum, over the list's indices at the addresses `from` up to `to`, of a number times a row, for `count`
   * vectors of the row. Rows begin at `rows` and are `bytes` apart. The list of places is `step` bytes after the indices.
   */
  @inline
  static of(
    count: usize,
    way: u32,
    values: usize,
    step: usize,
    from: usize,
    to: usize,
    rows: usize,
    bytes: usize,
  ): void {
    // Each branch has a constant count, so that the sums stay in registers. A loop with a variable count takes
    // a third longer.
    if (count == 1) Sum.vectors(1, way, values, step, from, to, rows, bytes);
    else if (count == 2) Sum.vectors(2, way, values, step, from, to, rows, bytes);
    else if (count == 3) Sum.vectors(3, way, values, step, from, to, rows, bytes);
    else if (count == 4) Sum.vectors(4, way, values, step, from, to, rows, bytes);
    else Sum.vectors(5, way, values, step, from, to, rows, bytes);
  }

  @inline
  static vectors(
    count: usize,
    way: u32,
    values: usize,
    step: usize,
    from: usize,
    to: usize,
    rows: usize,
    bytes: usize,
  ): void {
    let c0 = f32x4.splat(0);
    let c1 = c0;
    let c2 = c0;
    let c3 = c0;
    let c4 = c0;
    for (let next = from; next < to; next += 4) {
      const index = <usize>load<u32>(next);
      let offset = next;
      if (way == BY_INDEX) offset = index * step;
      if (way == PLACED) offset = 4 * <usize>load<u32>(next + step);
      const value = v128.load32_splat(values + offset);
      const row = rows + index * bytes;
      c0 = madd(value, v128.load(row), c0);
      if (count > 1) c1 = madd(value, v128.load(row, 16), c1);
      if (count > 2) c2 = madd(value, v128.load(row, 32), c2);
      if (count > 3) c3 = madd(value, v128.load(row, 48), c3);
      if (count > 4) c4 = madd(value, v128.load(row, 64), c4);
    }
    v128.store(TILE, c0);
    if (count > 1) v128.store(TILE, c1, 16);
    if (count > 2) v128.store(TILE, c2, 32);
    if (count > 3) v128.store(TILE, c3, 48);
    if (count > 4) v128.store(TILE, c4, 64);
  }
}

/** Writes `count` numbers of TILE to `out`, `step` bytes apart: alpha · TILE + beta · out. */
export function storeSum(out: usize, step: usize, count: usize, alpha: f32, beta: f32): void {
  for (let c: usize = 0; c < count; c++) {
    const sum = alpha * load<f32>(TILE + 4 * c);
    store<f32>(out, beta == 0 ? sum : sum + beta * load<f32>(out));
    out += step;
  }
}
