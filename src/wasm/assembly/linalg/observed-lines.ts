// Computes one part of a product with a partly observed matrix D. The entries of a line of D choose rows of
// the other operand. The sum of these rows, weighted by the entries, is a line of out. Vector registers hold
// up to twenty numbers of it at once.
import { madd } from "../arithmetic";
import { packFour } from "./pack";
import { BLOCK, TILE } from "./scratch";

/**
 * BLOCK holds this many vectors of each of `k` ≤ 3,276 rows. No plan asks for more
 * (kernels/linalg/matmul.choose.ts).
 */
const MAX_VECTORS: usize = 5;

/**
 * One of `slices` slices of the lines of out = alpha · D · bᵀ + beta · out, or with D on the right alpha · aᵀ · D +
 * beta · out. Row i of D (column, if on the right) has the entries `entries`[`starts`[i]] … `entries`[`starts`[i + 1] −
 * 1].
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
  const width = isRight ? m : n;
  const perSlice = (lines + slices - 1) / slices;
  const first = slice * perSlice;
  const last = min(lines, first + perSlice);
  const d = isRight ? b : a;
  const lineOfD: usize = isRight ? 4 : 4 * k;
  const entryOfD: usize = isRight ? 4 * n : 4;
  const lineOfOut: usize = isRight ? 4 : 4 * n;
  const step: usize = isRight ? 4 * n : 4;
  for (let c: usize = 0; c < width; c += 4 * MAX_VECTORS) {
    const left = min(width - c, 4 * MAX_VECTORS);
    const vectors = (left + 3) / 4;
    // Reads rows of a in place, up to three numbers beyond the row. Packs rows of bᵀ.
    if (!isRight)
      for (let v: usize = 0; v < vectors; v++)
        packFour(b + 4 * (c + 4 * v) * k, 4 * k, min(4, left - 4 * v), k, BLOCK + 16 * v, 16 * vectors);
    const other = isRight ? a + 4 * c : BLOCK;
    const row: usize = isRight ? 4 * m : 16 * vectors;
    for (let line = first; line < last; line++) {
      const from = entries + 4 * load<u32>(starts + 4 * line);
      const to = entries + 4 * load<u32>(starts + 4 * line, 4);
      sumRows(vectors, d + line * lineOfD, entryOfD, from, to, other, row);
      storeLine(out + line * lineOfOut + c * step, step, left, alpha, beta);
    }
  }
}

/**
 * TILE = Σ over the line's entries of D's number times the other operand's row, for `vectors` vectors of the
 * row.
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
  if (vectors == 1) Sum.vectors(1, d, entryOfD, from, to, other, row);
  else if (vectors == 2) Sum.vectors(2, d, entryOfD, from, to, other, row);
  else if (vectors == 3) Sum.vectors(3, d, entryOfD, from, to, other, row);
  else if (vectors == 4) Sum.vectors(4, d, entryOfD, from, to, other, row);
  else Sum.vectors(5, d, entryOfD, from, to, other, row);
}

class Sum {
  @inline
  static vectors(
    count: usize,
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
      const value = v128.load32_splat(d + entry * entryOfD);
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

/** Writes `count` numbers of TILE, `step` bytes apart in out. */
function storeLine(out: usize, step: usize, count: usize, alpha: f32, beta: f32): void {
  for (let c: usize = 0; c < count; c++) {
    const sum = alpha * load<f32>(TILE + 4 * c);
    store<f32>(out, beta == 0 ? sum : sum + beta * load<f32>(out));
    out += step;
  }
}
