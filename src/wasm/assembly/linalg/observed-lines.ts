// Computes one part of a product with a partly observed matrix D. The entries of a line of D choose rows of
// the other operand. The sum of these rows, weighted by the entries, is a line of `out`. Vector registers
// hold up to twenty numbers of this line at once.
import { madd } from "../arithmetic";
import { packFour } from "./pack";
import { BLOCK, MAX_VALUES, TILE, VALUES } from "./scratch";

/**
 * BLOCK holds this many vectors of each row, for up to 3,276 rows. No plan needs more rows
 * (kernels/linalg/matmul.choose.ts).
 */
const MAX_VECTORS: usize = 5;

/**
 * Computes one of `slices` slices of the lines of out = alpha · D · bᵀ + beta · out or, with D on the right,
 * of out = alpha · aᵀ · D + beta · out. Row i of D (column i, if D is on the right) has the entries
 * `entries[starts[i]]` to `entries[starts[i + 1] − 1]`.
 */
export function multiplyLines(
  a: usize,
  b: usize,
  out: usize,
  starts: usize,
  entries: usize,
  m: usize,
  n: usize,
  k: usize,
  isRight: bool,
  alpha: f32,
  beta: f32,
  slice: usize,
  slices: usize,
): void {
  const lines = isRight ? n : m;
  const perSlice = (lines + slices - 1) / slices;
  const last = min(lines, (slice + 1) * perSlice);
  const isCopied = isRight && m > 4 * MAX_VECTORS;
  for (let first = slice * perSlice; first < last;) {
    const end = isCopied ? endOfGroup(starts, first, last) : last;
    multiplyGroup(a, b, out, starts, entries, m, n, k, isRight, isCopied, alpha, beta, first, end);
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
function multiplyGroup(
  a: usize,
  b: usize,
  out: usize,
  starts: usize,
  entries: usize,
  m: usize,
  n: usize,
  k: usize,
  isRight: bool,
  isCopied: bool,
  alpha: f32,
  beta: f32,
  first: usize,
  last: usize,
): void {
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
      if (isCopied) Sum.vectors(MAX_VECTORS, true, shift, 0, from, to, other, row);
      else sumRows(vectors, d + line * lineOfD, entryOfD, from, to, other, row);
      storeLine(out + line * lineOfOut + c * step, step, left, alpha, beta);
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

/**
 * TILE = the sum, over the entries of a line, of D's number times the other operand's row, for `vectors`
 * vectors of the row.
 */
function sumRows(
  vectors: usize,
  d: usize,
  entryOfD: usize,
  from: usize,
  to: usize,
  other: usize,
  row: usize,
): void {
  // Each branch has a constant count, so that the sums stay in registers. A loop with a variable count takes
  // a third longer.
  if (vectors == 1) Sum.vectors(1, false, d, entryOfD, from, to, other, row);
  else if (vectors == 2) Sum.vectors(2, false, d, entryOfD, from, to, other, row);
  else if (vectors == 3) Sum.vectors(3, false, d, entryOfD, from, to, other, row);
  else if (vectors == 4) Sum.vectors(4, false, d, entryOfD, from, to, other, row);
  else Sum.vectors(5, false, d, entryOfD, from, to, other, row);
}

class Sum {
  @inline
  static vectors(
    count: usize,
    isCopied: bool,
    d: usize,
    entryOfD: usize,
    from: usize,
    to: usize,
    other: usize,
    row: usize,
  ): void {
    let c0 = f32x4.splat(0);
    let c1 = c0;
    let c2 = c0;
    let c3 = c0;
    let c4 = c0;
    for (let next = from; next < to; next += 4) {
      const entry = <usize>load<u32>(next);
      const value = v128.load32_splat(isCopied ? next + d : d + entry * entryOfD);
      const at = other + entry * row;
      c0 = madd(value, v128.load(at), c0);
      if (count > 1) c1 = madd(value, v128.load(at, 16), c1);
      if (count > 2) c2 = madd(value, v128.load(at, 32), c2);
      if (count > 3) c3 = madd(value, v128.load(at, 48), c3);
      if (count > 4) c4 = madd(value, v128.load(at, 64), c4);
    }
    v128.store(TILE, c0);
    if (count > 1) v128.store(TILE, c1, 16);
    if (count > 2) v128.store(TILE, c2, 32);
    if (count > 3) v128.store(TILE, c3, 48);
    if (count > 4) v128.store(TILE, c4, 64);
  }
}

/** Writes `count` numbers of TILE to `out`, `step` bytes apart. */
function storeLine(out: usize, step: usize, count: usize, alpha: f32, beta: f32): void {
  for (let c: usize = 0; c < count; c++) {
    const sum = alpha * load<f32>(TILE + 4 * c);
    store<f32>(out, beta == 0 ? sum : sum + beta * load<f32>(out));
    out += step;
  }
}
