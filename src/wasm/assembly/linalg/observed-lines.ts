// Computes one part of a product with a partly observed matrix D. The entries of a line of D choose rows of
// the other operand. The sum of these rows, weighted by the entries, is a line of `out`.
import { batch } from "./batch";
import { packFour } from "./pack";
import { BESIDE, BY_INDEX, MAX_VECTORS, storeSum, Sum } from "./row-sums";
import { BLOCK, MAX_VALUES, VALUES } from "./scratch";

// BLOCK holds MAX_VECTORS vectors of each row, for up to 3,276 rows. No plan needs more rows
// (kernels/linalg/matmul.choose.ts).

/**
 * Computes a slice of the lines of out = alpha · D · bᵀ + beta · out or, with D on the right (`transposeA`), of out =
 * alpha · aᵀ · D + beta · out. Row i of D (column i, if D is on the right) has the entries `entries[starts[i]]` to
 * `entries[starts[i + 1] − 1]`.
 */
export function multiplyLines(entry: usize, slice: usize): void {
  const lines = batch.transposeA ? batch.n : batch.m;
  const starts = batch.starts + 4 * entry * lines;
  const perSlice = (lines + batch.slices - 1) / batch.slices;
  const last = min(lines, (slice + 1) * perSlice);
  const isCopied = batch.transposeA && batch.m > 4 * MAX_VECTORS;
  for (let first = slice * perSlice; first < last;) {
    const end = isCopied ? endOfGroup(starts, first, last) : last;
    multiplyGroup(entry, starts, isCopied, first, end);
    first = end;
  }
}

/** The end, at most `last`, of the group of lines from `first` whose numbers fit into VALUES. */
function endOfGroup(starts: usize, first: usize, last: usize): usize {
  const most = load<u32>(starts + 4 * first) + <u32>MAX_VALUES;
  let end = first + 1;
  while (end < last && load<u32>(starts + 4 * end, 4) <= most) end++;
  return end;
}

/**
 * Computes the lines `first` … `last` − 1. `isCopied` is set if each column of D is needed for several parts
 * of a line of `out`. Reading a column loads a cache line for each number, so D's numbers and the other
 * operand's rows are copied first.
 */
function multiplyGroup(entry: usize, starts: usize, isCopied: bool, first: usize, last: usize): void {
  const isRight = batch.transposeA;
  const a = batch.a + 4 * entry * batch.strideA;
  const b = batch.b + 4 * entry * batch.strideB;
  const out = batch.out + 4 * entry * batch.strideOut;
  const entries = batch.entries;
  const m = batch.m;
  const n = batch.n;
  const k = batch.k;
  const alpha = batch.alpha;
  const beta = batch.beta;
  const width = isRight ? m : n;
  const d = isRight ? b : a;
  const lineOfD: usize = isRight ? 4 : 4 * k;
  const entryOfD: usize = isRight ? 4 * n : 4;
  const lineOfOut: usize = isRight ? 4 : 4 * n;
  const step: usize = isRight ? 4 * n : 4;
  if (isCopied) copyValues(d, lineOfD, entryOfD, starts, entries, first, last);
  // The distance from an entry to its copied number.
  const shift = VALUES - (entries + 4 * <usize>load<u32>(starts + 4 * first));
  for (let c: usize = 0; c < width; c += 4 * MAX_VECTORS) {
    const left = min(width - c, 4 * MAX_VECTORS);
    const vectors = (left + 3) / 4;
    // Packs rows of bᵀ. Short rows of `a` are read in place, up to three numbers beyond the row.
    if (!isRight)
      for (let v: usize = 0; v < vectors; v++)
        packFour(b + 4 * (c + 4 * v) * k, 4 * k, min(4, left - 4 * v), k, BLOCK + 16 * v, 16 * vectors);
    else if (isCopied) copyRows(a + 4 * c, 4 * m, k, vectors);
    const isInPlace = isRight && !isCopied;
    const other = isInPlace ? a : BLOCK;
    const row: usize = isInPlace ? 4 * m : 16 * (isCopied ? MAX_VECTORS : vectors);
    for (let line = first; line < last; line++) {
      const from = entries + 4 * <usize>load<u32>(starts + 4 * line);
      const to = entries + 4 * <usize>load<u32>(starts + 4 * line, 4);
      if (isCopied) Sum.vectors(MAX_VECTORS, BESIDE, shift, 0, from, to, other, row);
      else Sum.of(vectors, BY_INDEX, d + line * lineOfD, entryOfD, from, to, other, row);
      storeSum(out + line * lineOfOut + c * step, step, left, alpha, beta);
    }
  }
}

/** Copies D's numbers at the entries of the lines `first` … `last` − 1 to VALUES. */
function copyValues(
  d: usize,
  lineOfD: usize,
  entryOfD: usize,
  starts: usize,
  entries: usize,
  first: usize,
  last: usize,
): void {
  let to = VALUES;
  for (let line = first; line < last; line++) {
    const from = d + line * lineOfD;
    const end = entries + 4 * <usize>load<u32>(starts + 4 * line, 4);
    for (let next = entries + 4 * <usize>load<u32>(starts + 4 * line); next < end; next += 4) {
      store<f32>(to, load<f32>(from + <usize>load<u32>(next) * entryOfD));
      to += 4;
    }
  }
}

/**
 * Copies the first `vectors` vectors of `rows` rows into the rows of BLOCK, which have MAX_VECTORS vectors each. The
 * last copied vector may reach up to three numbers beyond a row. The remaining vectors of BLOCK are summed too, but
 * not stored.
 */
function copyRows(from: usize, bytes: usize, rows: usize, vectors: usize): void {
  let to = BLOCK;
  for (let row: usize = 0; row < rows; row++) {
    for (let v: usize = 0; v < vectors; v++) v128.store(to + 16 * v, v128.load(from + 16 * v));
    from += bytes;
    to += 16 * MAX_VECTORS;
  }
}
