// out += a · b in float64. Multiplies blocks of `a` by panels of four columns of `b`, as in
// src/wasm/assembly/linalg/product.ts. Every sum adds its terms in order, without fused operations. The
// result therefore equals that of a plain loop bit for bit.

/** Side of the tile of `out` that is summed in registers. */
const TILE: usize = 4;
const ROW: usize = 8 * TILE;
/** Depth of a panel, which fits into the first-level cache. */
const MAX_DEPTH: usize = 256;
const MAX_HEIGHT: usize = 128;

const PANEL: usize = 64;
/** Scratch memory for a tile that reaches beyond `out`. */
const EDGE: usize = PANEL + MAX_DEPTH * ROW;

/** Address of the first byte that the module does not use itself. */
export function start(): usize {
  return EDGE + TILE * ROW;
}

/** out (m × n) += a (m × k) · b (k × n). Row strides are in bytes. */
export function addProduct(
  a: usize,
  b: usize,
  out: usize,
  m: usize,
  n: usize,
  k: usize,
  rowA: usize,
  rowB: usize,
  rowOut: usize,
): void {
  for (let k0: usize = 0; k0 < k; k0 += MAX_DEPTH) {
    const depth = min(MAX_DEPTH, k - k0);
    for (let i0: usize = 0; i0 < m; i0 += MAX_HEIGHT) {
      const height = min(MAX_HEIGHT, m - i0);
      for (let j: usize = 0; j < n; j += TILE) {
        const cols = min(TILE, n - j);
        pack(b + k0 * rowB + 8 * j, rowB, depth, cols);
        for (let i: usize = 0; i < height; i += TILE) {
          const rows = min(TILE, height - i);
          const from = a + (i0 + i) * rowA + 8 * k0;
          const to = out + (i0 + i) * rowOut + 8 * j;
          if (rows == TILE && cols == TILE) {
            addTile(from, rowA, 2 * rowA, 3 * rowA, depth, to, rowOut);
          } else {
            copyEdge(to, rowOut, EDGE, ROW, rows, cols);
            // The last row stands in for missing rows; their results are not stored.
            addTile(
              from,
              min(1, rows - 1) * rowA,
              min(2, rows - 1) * rowA,
              (rows - 1) * rowA,
              depth,
              EDGE,
              ROW,
            );
            copyEdge(EDGE, ROW, to, rowOut, rows, cols);
          }
        }
      }
    }
  }
}

/** Packs `cols` ≤ 4 columns of `b` into the panel; missing columns are zero. */
function pack(b: usize, rowB: usize, depth: usize, cols: usize): void {
  const end = PANEL + depth * ROW;
  for (let to = PANEL; to != end; to += ROW) {
    if (cols == TILE) {
      v128.store(to, v128.load(b));
      v128.store(to, v128.load(b, 16), 16);
    } else {
      for (let c: usize = 0; c < TILE; c++) store<f64>(to + 8 * c, c < cols ? load<f64>(b + 8 * c) : <f64>0);
    }
    b += rowB;
  }
}

function copyEdge(from: usize, rowFrom: usize, to: usize, rowTo: usize, rows: usize, cols: usize): void {
  for (let r: usize = 0; r < rows; r++)
    for (let c: usize = 0; c < cols; c++)
      store<f64>(to + r * rowTo + 8 * c, load<f64>(from + r * rowFrom + 8 * c));
}

/** Adds four rows of the left matrix (at `a`, `a + to1` …) times the panel to a tile of `out`. */
function addTile(
  a: usize,
  to1: usize,
  to2: usize,
  to3: usize,
  depth: usize,
  out: usize,
  rowOut: usize,
): void {
  const out1 = out + rowOut;
  const out2 = out1 + rowOut;
  const out3 = out2 + rowOut;
  let c00 = v128.load(out);
  let c01 = v128.load(out, 16);
  let c10 = v128.load(out1);
  let c11 = v128.load(out1, 16);
  let c20 = v128.load(out2);
  let c21 = v128.load(out2, 16);
  let c30 = v128.load(out3);
  let c31 = v128.load(out3, 16);
  const end = PANEL + depth * ROW;
  for (let panel = PANEL; panel != end; panel += ROW) {
    const left = v128.load(panel);
    const right = v128.load(panel, 16);
    let value = v128.load64_splat(a);
    c00 = f64x2.add(c00, f64x2.mul(value, left));
    c01 = f64x2.add(c01, f64x2.mul(value, right));
    value = v128.load64_splat(a + to1);
    c10 = f64x2.add(c10, f64x2.mul(value, left));
    c11 = f64x2.add(c11, f64x2.mul(value, right));
    value = v128.load64_splat(a + to2);
    c20 = f64x2.add(c20, f64x2.mul(value, left));
    c21 = f64x2.add(c21, f64x2.mul(value, right));
    value = v128.load64_splat(a + to3);
    c30 = f64x2.add(c30, f64x2.mul(value, left));
    c31 = f64x2.add(c31, f64x2.mul(value, right));
    a += 8;
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out1, c10);
  v128.store(out1, c11, 16);
  v128.store(out2, c20);
  v128.store(out2, c21, 16);
  v128.store(out3, c30);
  v128.store(out3, c31, 16);
}
