// Computes rows of the products with listed cells of a matrix.
import { madd, sumLanes } from "../arithmetic";
import { batch, CELLS_PRODUCT } from "../linalg/batch";
import { BESIDE, MAX_VECTORS, PLACED, storeSum, Sum } from "../linalg/row-sums";

export function multiplyCells(slice: usize): void {
  const first = firstRow(slice);
  const last = firstRow(slice + 1);
  if (batch.kind == CELLS_PRODUCT) productRows(first, last);
  else matmulRows(first, last);
}

/** The first row of a slice: slices have about equally many cells, because rows may differ much in length. */
function firstRow(slice: usize): usize {
  const starts = batch.starts;
  const rows = batch.m;
  if (slice == 0) return 0;
  if (slice == batch.slices) return rows;
  const wanted = <u32>((<u64>load<u32>(starts + 4 * rows) * <u64>slice) / <u64>batch.slices);
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
function productRows(first: usize, last: usize): void {
  const a = batch.a;
  const b = batch.b;
  const out = batch.out;
  const starts = batch.starts;
  const columns = batch.entries;
  const bytes: usize = 4 * batch.k;
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

/** The rows `first` … `last` − 1 of the product with b. */
function matmulRows(first: usize, last: usize): void {
  const b = batch.b;
  const values = batch.a;
  const starts = batch.starts;
  const columns = batch.entries;
  const places = batch.places;
  const k = batch.k;
  const alpha = batch.alpha;
  const beta = batch.beta;
  for (let row = first; row < last; row++) {
    const from = columns + 4 * <usize>load<u32>(starts + 4 * row);
    const end = columns + 4 * <usize>load<u32>(starts + 4 * row, 4);
    for (let c: usize = 0; c < k; c += 4 * MAX_VECTORS) {
      const count = min(k - c, 4 * MAX_VECTORS);
      const vectors = (count + 3) / 4;
      if (places != 0) Sum.of(vectors, PLACED, values, places - columns, from, end, b + 4 * c, 4 * k);
      else Sum.of(vectors, BESIDE, values - columns, 0, from, end, b + 4 * c, 4 * k);
      storeSum(batch.out + 4 * (row * k + c), 4, count, alpha, beta);
    }
  }
}
