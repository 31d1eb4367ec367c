// Computes one product: multiplies blocks of op(a) by panels of eight columns of op(b). The scheme follows
// Goto and van de Geijn, Anatomy of high-performance matrix multiplication (2008), without their outermost
// level.
import { batch } from "./batch";
import { matvec } from "./matvec";
import { packBlock, packBlockRows, packColumns, packRows } from "./pack";
import { BLOCK, MAX_DEPTH, MAX_HEIGHT, PANEL, TILE, TILE_COLS, TILE_ROWS } from "./scratch";
import { multiplyTile, storePart } from "./tile";

/** If `out` has at least this many columns, packing a block of `a` saves more time than it takes. */
const PACKED_FROM: usize = 64;

/** Largest number of slices into which the longer side of `out`, m × n, can be cut without cutting a tile. */
export function maxSlices(m: usize, n: usize): usize {
  if (n == 1) return 1;
  return m >= n ? (m + TILE_ROWS - 1) / TILE_ROWS : (n + TILE_COLS - 1) / TILE_COLS;
}

/**
 * Computes a slice of out = alpha · op(a) · op(b) + beta · out, where `out` is cut along its longer side. Slices after
 * the last tile are empty. Slicing does not change how a tile is computed.
 */
export function multiplySlice(entry: usize, slice: usize): void {
  const m = batch.m;
  const n = batch.n;
  const k = batch.k;
  const transposeA = batch.transposeA;
  const a = batch.a + 4 * entry * batch.strideA;
  const b = batch.b + 4 * entry * batch.strideB;
  const out = batch.out + 4 * entry * batch.strideOut;
  if (n == 1) return matvec(a, b, out, m, k, transposeA, batch.alpha, batch.beta);
  const tiles = (maxSlices(m, n) + batch.slices - 1) / batch.slices;
  if (m >= n) {
    const height = tiles * TILE_ROWS;
    const first = slice * height;
    const fromA = a + 4 * first * (transposeA ? 1 : k);
    if (first < m) multiply(fromA, b, out + 4 * first * n, min(height, m - first), n);
  } else {
    const width = tiles * TILE_COLS;
    const first = slice * width;
    const fromB = b + 4 * first * (batch.transposeB ? k : 1);
    if (first < n) multiply(a, fromB, out + 4 * first, m, min(width, n - first));
  }
}

/** Computes a part of `out`, m × n. */
function multiply(a: usize, b: usize, out: usize, m: usize, n: usize): void {
  const transposeA = batch.transposeA;
  const transposeB = batch.transposeB;
  const k = batch.k;
  const alpha = batch.alpha;
  const beta = batch.beta;
  // Bytes between two rows of the whole matrices.
  const rowA = (transposeA ? batch.m : k) * 4;
  const rowB = (transposeB ? k : batch.n) * 4;
  const rowOut = batch.n * 4;
  const isPacked = transposeA || n >= PACKED_FROM;
  for (let k0: usize = 0; k0 < k; k0 += MAX_DEPTH) {
    const depth = min(MAX_DEPTH, k - k0);
    for (let i0: usize = 0; i0 < m; i0 += MAX_HEIGHT) {
      const height = min(MAX_HEIGHT, m - i0);
      if (transposeA) packBlock(a + k0 * rowA + 4 * i0, rowA, depth, height);
      else if (isPacked) packBlockRows(a + i0 * rowA + 4 * k0, rowA, depth, height);
      for (let j: usize = 0; j < n; j += TILE_COLS) {
        const cols = min(TILE_COLS, n - j);
        if (transposeB) packRows(b + j * rowB + 4 * k0, rowB, depth, cols);
        else packColumns(b + k0 * rowB + 4 * j, rowB, depth, cols);
        multiplyPanel(
          a + i0 * rowA + 4 * k0,
          rowA,
          isPacked,
          height,
          cols,
          depth,
          out + i0 * rowOut + 4 * j,
          rowOut,
          alpha,
          k0 > 0 ? 1 : beta,
        );
      }
    }
  }
}

/** Multiplies `height` rows of op(a) by PANEL: the rows in BLOCK, or rows of `a` itself, `rowA` bytes apart. */
function multiplyPanel(
  a: usize,
  rowA: usize,
  isPacked: bool,
  height: usize,
  cols: usize,
  depth: usize,
  out: usize,
  rowOut: usize,
  alpha: f32,
  beta: f32,
): void {
  for (let i: usize = 0; i < height; i += TILE_ROWS) {
    const rows = min(TILE_ROWS, height - i);
    const from = isPacked ? BLOCK + 4 * i * depth : a;
    if (rows == TILE_ROWS && cols == TILE_COLS) {
      multiplyTile(from, isPacked, rowA, rows, PANEL, depth, out, rowOut, alpha, beta);
    } else {
      multiplyTile(from, isPacked, rowA, rows, PANEL, depth, TILE, 4 * TILE_COLS, 1, 0);
      storePart(out, rowOut, rows, cols, alpha, beta);
    }
    a += TILE_ROWS * rowA;
    out += TILE_ROWS * rowOut;
  }
}
