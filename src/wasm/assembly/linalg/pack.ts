// Copies operands into the order in which the kernels read them.
import { BLOCK, PANEL, TILE_COLS, TILE_ROWS } from "./scratch";

/** Packs `cols` ≤ 8 columns of `b`, depth × n with rows `rowB` bytes apart. Zeros replace missing columns. */
export function packColumns(b: usize, rowB: usize, depth: usize, cols: usize): void {
  const end = PANEL + depth * 4 * TILE_COLS;
  for (let to = PANEL; to != end; to += 4 * TILE_COLS) {
    if (cols == TILE_COLS) {
      v128.store(to, v128.load(b));
      v128.store(to, v128.load(b, 16), 16);
    } else {
      for (let c: usize = 0; c < TILE_COLS; c++)
        store<f32>(to + 4 * c, c < cols ? load<f32>(b + 4 * c) : <f32>0);
    }
    b += rowB;
  }
}

/** Packs `cols` rows of a transposed `b`, n × depth, in the same way. */
export function packRows(b: usize, rowB: usize, depth: usize, cols: usize): void {
  for (let c: usize = 0; c < TILE_COLS; c += 4)
    packFour(b + c * rowB, rowB, c < cols ? min(4, cols - c) : 0, depth, PANEL + 4 * c, 4 * TILE_COLS);
}

/**
 * Turns `rows` ≤ 4 rows of `length` elements into columns, stored in rows that are `rowTo` bytes apart. Zeros
 * replace missing rows.
 */
export function packFour(
  from: usize,
  rowFrom: usize,
  rows: usize,
  length: usize,
  to: usize,
  rowTo: usize,
): void {
  if (rows == 4) return transposeFour(from, rowFrom, length, to, rowTo);
  for (let lane: usize = 0; lane < 4; lane++)
    for (let i: usize = 0; i < length; i++)
      store<f32>(to + i * rowTo + 4 * lane, lane < rows ? load<f32>(from + lane * rowFrom + 4 * i) : <f32>0);
}

/** Turns four rows of `length` elements into four columns, stored in rows that are `rowTo` bytes apart. */
function transposeFour(from: usize, rowFrom: usize, length: usize, to: usize, rowTo: usize): void {
  const from1 = from + rowFrom;
  const from2 = from1 + rowFrom;
  const from3 = from2 + rowFrom;
  const whole = (length - (length % 4)) * 4;
  let i: usize = 0;
  for (; i < whole; i += 16) {
    const r0 = v128.load(from + i);
    const r1 = v128.load(from1 + i);
    const r2 = v128.load(from2 + i);
    const r3 = v128.load(from3 + i);
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    v128.store(to + rowTo, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
    v128.store(to + 2 * rowTo, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
    v128.store(to + 3 * rowTo, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
    to += 4 * rowTo;
  }
  for (; i < 4 * length; i += 4) {
    store<f32>(to, load<f32>(from + i));
    store<f32>(to, load<f32>(from1 + i), 4);
    store<f32>(to, load<f32>(from2 + i), 8);
    store<f32>(to, load<f32>(from3 + i), 12);
    to += rowTo;
  }
}

/**
 * Packs a block of `a`, rows × depth: four of its rows side by side, then the next four. Zeros replace
 * missing rows in the last group.
 */
export function packBlockRows(a: usize, rowA: usize, depth: usize, rows: usize): void {
  let to = BLOCK;
  for (let r: usize = 0; r < rows; r += TILE_ROWS) {
    packFour(a + r * rowA, rowA, min(TILE_ROWS, rows - r), depth, to, 4 * TILE_ROWS);
    to += depth * 4 * TILE_ROWS;
  }
}

/**
 * Packs a block of a transposed `a`, depth × rows, in the same way. The last four of its columns may reach up
 * to three elements beyond a row. The results for these elements are not stored.
 */
export function packBlock(a: usize, rowA: usize, depth: usize, rows: usize): void {
  let to = BLOCK;
  for (let r: usize = 0; r < rows; r += TILE_ROWS) {
    let from = a + 4 * r;
    const end = to + depth * 4 * TILE_ROWS;
    while (to != end) {
      v128.store(to, v128.load(from));
      from += rowA;
      to += 4 * TILE_ROWS;
    }
  }
}
