/**
 * Products of small matrices in float64, for the reference of matmul. Packs both operands into panels of four rows or
 * columns, k × 4 each, and sums 4 × 4 tiles of `out` in local variables. Adds the terms of each sum in order.
 */
import type { ReferenceTensor } from "../kernel.ts";

const TILE = 4;

// Scratch memory, reused between calls. Calls never overlap.
let panelsA = new Float64Array(0);
let panelsB = new Float64Array(0);
const tile = new Float64Array(TILE * TILE);

/** A matrix in a tensor: its first element, and the distances between its rows and between its columns. */
interface Operand {
  readonly values: ReferenceTensor;
  readonly start: number;
  readonly row: number;
  readonly column: number;
}

/** out = alpha · a b + beta · out, where a is m × k, b is k × n, and out is row-major from `start`. */
export function multiplyInPanels(
  a: Operand,
  b: Operand,
  [m, n, k]: readonly [number, number, number],
  [alpha, beta]: readonly [number, number],
  out: ReferenceTensor,
  start: number,
): void {
  panelsA = grow(panelsA, Math.ceil(m / TILE) * TILE * k);
  panelsB = grow(panelsB, Math.ceil(n / TILE) * TILE * k);
  pack(panelsA, a.values, a.start, m, k, a.row, a.column);
  pack(panelsB, b.values, b.start, n, k, b.column, b.row);
  multiplyPanels(out, start, m, n, k, alpha, beta);
}

function grow(buffer: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  return buffer.length < length ? new Float64Array(length) : buffer;
}

/**
 * Packs the `count` rows of op(a), or columns of op(b), into panels of four, k × 4 each. The last panel is
 * padded with zeros.
 */
function pack(
  panels: Float64Array,
  source: ReferenceTensor,
  start: number,
  count: number,
  k: number,
  step: number,
  stepK: number,
): void {
  for (let first = 0, at = 0; first < count; first += TILE) {
    const last = Math.min(first + TILE, count);
    for (let turn = 0; turn < k; turn++, at += TILE) {
      const from = start + turn * stepK;
      for (let i = first; i < last; i++) panels[at + i - first] = source[from + i * step] as number;
      for (let i = last; i < first + TILE; i++) panels[at + i - first] = 0;
    }
  }
}

function multiplyPanels(
  out: ReferenceTensor,
  start: number,
  m: number,
  n: number,
  k: number,
  alpha: number,
  beta: number,
): void {
  for (let j = 0; j < n; j += TILE) {
    for (let i = 0; i < m; i += TILE) {
      multiplyTile(i * k, j * k, k);
      const rows = Math.min(TILE, m - i);
      const columns = Math.min(TILE, n - j);
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < columns; c++) {
          const at = start + (i + r) * n + j + c;
          const before = beta === 0 ? 0 : beta * (out[at] as number);
          out[at] = alpha * (tile[r * TILE + c] as number) + before;
        }
      }
    }
  }
}

/** tile = Σ over k of panel column · panel row, from the panels that start at `atA` and `atB`. */
function multiplyTile(atA: number, atB: number, k: number): void {
  const a = panelsA;
  const b = panelsB;
  let c00 = 0;
  let c01 = 0;
  let c02 = 0;
  let c03 = 0;
  let c10 = 0;
  let c11 = 0;
  let c12 = 0;
  let c13 = 0;
  let c20 = 0;
  let c21 = 0;
  let c22 = 0;
  let c23 = 0;
  let c30 = 0;
  let c31 = 0;
  let c32 = 0;
  let c33 = 0;
  const end = atA + TILE * k;
  for (let i = atA, j = atB; i < end; i += TILE, j += TILE) {
    const b0 = b[j] as number;
    const b1 = b[j + 1] as number;
    const b2 = b[j + 2] as number;
    const b3 = b[j + 3] as number;
    const a0 = a[i] as number;
    c00 += a0 * b0;
    c01 += a0 * b1;
    c02 += a0 * b2;
    c03 += a0 * b3;
    const a1 = a[i + 1] as number;
    c10 += a1 * b0;
    c11 += a1 * b1;
    c12 += a1 * b2;
    c13 += a1 * b3;
    const a2 = a[i + 2] as number;
    c20 += a2 * b0;
    c21 += a2 * b1;
    c22 += a2 * b2;
    c23 += a2 * b3;
    const a3 = a[i + 3] as number;
    c30 += a3 * b0;
    c31 += a3 * b1;
    c32 += a3 * b2;
    c33 += a3 * b3;
  }
  tile[0] = c00;
  tile[1] = c01;
  tile[2] = c02;
  tile[3] = c03;
  tile[4] = c10;
  tile[5] = c11;
  tile[6] = c12;
  tile[7] = c13;
  tile[8] = c20;
  tile[9] = c21;
  tile[10] = c22;
  tile[11] = c23;
  tile[12] = c30;
  tile[13] = c31;
  tile[14] = c32;
  tile[15] = c33;
}
