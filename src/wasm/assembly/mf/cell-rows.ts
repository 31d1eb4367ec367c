// Computes rows of the products with listed cells of a matrix (cells.ts). Addresses are in bytes.
import { madd, sumLanes } from "../arithmetic";
import { TILE } from "../linalg/scratch";

/** The first row of a slice: slices have about equally many cells, because rows may differ much in length. */
export function firstRow(starts: usize, rows: usize, slice: usize, slices: usize): usize {
  if (slice == 0) return 0;
  if (slice == slices) return rows;
  const wanted = <u32>((<u64>load<u32>(starts + 4 * rows) * <u64>slice) / <u64>slices);
  let low: usize = 0;
  let high = rows;
  while (low < high) {
    const middle = (low + high) / 2;
    if (load<u32>(starts + 4 * middle) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The products at the cells of rows `first` … `last` − 1. Four cells at a time share the loads of a's row. */
export function productRows(
  a: usize,
  b: usize,
  out: usize,
  starts: usize,
  columns: usize,
  k: usize,
  first: usize,
  last: usize,
): void {
  const bytes: usize = 4 * k;
  const whole: usize = 16 * (bytes / 16);
  for (let row = first; row < last; row++) {
    const own = a + row * bytes;
    let at: usize = 4 * <usize>load<u32>(starts + 4 * row);
    const end: usize = 4 * <usize>load<u32>(starts + 4 * row, 4);
    for (; at + 16 <= end; at += 16) {
      const b0 = b + <usize>load<u32>(columns + at) * bytes;
      const b1 = b + <usize>load<u32>(columns + at, 4) * bytes;
      const b2 = b + <usize>load<u32>(columns + at, 8) * bytes;
      const b3 = b + <usize>load<u32>(columns + at, 12) * bytes;
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      for (let c: usize = 0; c < whole; c += 16) {
        const x = v128.load(own + c);
        s0 = madd(x, v128.load(b0 + c), s0);
        s1 = madd(x, v128.load(b1 + c), s1);
        s2 = madd(x, v128.load(b2 + c), s2);
        s3 = madd(x, v128.load(b3 + c), s3);
      }
      store<f32>(out + at, sumLanes(s0) + rest(own, b0, whole, bytes));
      store<f32>(out + at, sumLanes(s1) + rest(own, b1, whole, bytes), 4);
      store<f32>(out + at, sumLanes(s2) + rest(own, b2, whole, bytes), 8);
      store<f32>(out + at, sumLanes(s3) + rest(own, b3, whole, bytes), 12);
    }
    for (; at < end; at += 4) {
      const other = b + <usize>load<u32>(columns + at) * bytes;
      let sum = f32x4.splat(0);
      for (let c: usize = 0; c < whole; c += 16) sum = madd(v128.load(own + c), v128.load(other + c), sum);
      store<f32>(out + at, sumLanes(sum) + rest(own, other, whole, bytes));
    }
  }
}

/** The products of the last one to three numbers of two rows. */
function rest(a: usize, b: usize, from: usize, to: usize): f32 {
  let sum: f32 = 0;
  for (let c = from; c < to; c += 4) sum += load<f32>(a + c) * load<f32>(b + c);
  return sum;
}

/** Number of vectors of a row of `out` that are summed in registers. */
const VECTORS: usize = 5;

/** The rows `first` … `last` − 1 of the product with b. */
export function matmulRows(
  values: usize,
  b: usize,
  out: usize,
  starts: usize,
  columns: usize,
  places: usize,
  k: usize,
  alpha: f32,
  beta: f32,
  first: usize,
  last: usize,
): void {
  for (let row = first; row < last; row++) {
    const from: usize = 4 * <usize>load<u32>(starts + 4 * row);
    const end: usize = 4 * <usize>load<u32>(starts + 4 * row, 4);
    for (let c: usize = 0; c < k; c += 4 * VECTORS) {
      const count = min(k - c, 4 * VECTORS);
      if (places != 0) Sum.some((count + 3) / 4, true, values, b + 4 * c, columns, places, 4 * k, from, end);
      else Sum.some((count + 3) / 4, false, values, b + 4 * c, columns, places, 4 * k, from, end);
      const to = out + 4 * (row * k + c);
      for (let i: usize = 0; i < 4 * count; i += 4) {
        const sum = alpha * load<f32>(TILE + i);
        store<f32>(to + i, beta == 0 ? sum : sum + beta * load<f32>(to + i));
      }
    }
  }
}

class Sum {
  /** TILE = the sum over the cells of their values times rows of b, for up to VECTORS vectors of the row. */
  @inline
  static some(
    count: usize,
    isPlaced: bool,
    values: usize,
    b: usize,
    columns: usize,
    places: usize,
    bytes: usize,
    from: usize,
    end: usize,
  ): void {
    // Each branch has a constant count, so that the sums stay in registers.
    if (count == 1) Sum.vectors(1, isPlaced, values, b, columns, places, bytes, from, end);
    else if (count == 2) Sum.vectors(2, isPlaced, values, b, columns, places, bytes, from, end);
    else if (count == 3) Sum.vectors(3, isPlaced, values, b, columns, places, bytes, from, end);
    else if (count == 4) Sum.vectors(4, isPlaced, values, b, columns, places, bytes, from, end);
    else Sum.vectors(5, isPlaced, values, b, columns, places, bytes, from, end);
  }

  @inline
  static vectors(
    count: usize,
    isPlaced: bool,
    values: usize,
    b: usize,
    columns: usize,
    places: usize,
    bytes: usize,
    from: usize,
    end: usize,
  ): void {
    let c0 = f32x4.splat(0);
    let c1 = c0;
    let c2 = c0;
    let c3 = c0;
    let c4 = c0;
    for (let at = from; at < end; at += 4) {
      const value = v128.load32_splat(values + (isPlaced ? 4 * <usize>load<u32>(places + at) : at));
      const row = b + <usize>load<u32>(columns + at) * bytes;
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
