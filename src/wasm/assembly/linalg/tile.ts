// The innermost loop of matmul: a 4 × 8 tile of `out`, summed in eight vector registers.
import { madd } from "../arithmetic";
import { TILE, TILE_COLS, TILE_ROWS } from "./scratch";

/**
 * out[r][c] = alpha · Σ over depth of op(a)[r][…] · panel[…][c] + beta · out[r][c]; with beta = 0, `out` is
 * not read. A packed op(a) is depth × 4. It needs one pointer instead of four, which makes the loop up to a
 * seventh faster. Otherwise the `rows` ≤ 4 rows of `a` are `rowA` bytes apart, and the last row stands in for
 * missing rows. The panel is depth × 8, and the rows of `out` are `rowOut` bytes apart.
 */
export function multiplyTile(
  a: usize,
  isPacked: bool,
  rowA: usize,
  rows: usize,
  panel: usize,
  depth: usize,
  out: usize,
  rowOut: usize,
  alpha: f32,
  beta: f32,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const end = panel + depth * TILE_COLS * 4;
  if (isPacked) {
    while (panel != end) {
      const left = v128.load(panel);
      const right = v128.load(panel, 16);
      let value = v128.load32_splat(a);
      c00 = madd(value, left, c00);
      c01 = madd(value, right, c01);
      value = v128.load32_splat(a, 4);
      c10 = madd(value, left, c10);
      c11 = madd(value, right, c11);
      value = v128.load32_splat(a, 8);
      c20 = madd(value, left, c20);
      c21 = madd(value, right, c21);
      value = v128.load32_splat(a, 12);
      c30 = madd(value, left, c30);
      c31 = madd(value, right, c31);
      a += 4 * TILE_ROWS;
      panel += 4 * TILE_COLS;
    }
  } else {
    let a1 = a + min<usize>(1, rows - 1) * rowA;
    let a2 = a + min<usize>(2, rows - 1) * rowA;
    let a3 = a + (rows - 1) * rowA;
    while (panel != end) {
      const left = v128.load(panel);
      const right = v128.load(panel, 16);
      let value = v128.load32_splat(a);
      c00 = madd(value, left, c00);
      c01 = madd(value, right, c01);
      value = v128.load32_splat(a1);
      c10 = madd(value, left, c10);
      c11 = madd(value, right, c11);
      value = v128.load32_splat(a2);
      c20 = madd(value, left, c20);
      c21 = madd(value, right, c21);
      value = v128.load32_splat(a3);
      c30 = madd(value, left, c30);
      c31 = madd(value, right, c31);
      a += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      panel += 4 * TILE_COLS;
    }
  }
  storeRow(out, c00, c01, alpha, beta);
  storeRow(out + rowOut, c10, c11, alpha, beta);
  storeRow(out + 2 * rowOut, c20, c21, alpha, beta);
  storeRow(out + 3 * rowOut, c30, c31, alpha, beta);
}

function storeRow(out: usize, left: v128, right: v128, alpha: f32, beta: f32): void {
  left = f32x4.mul(f32x4.splat(alpha), left);
  right = f32x4.mul(f32x4.splat(alpha), right);
  if (beta != 0) {
    left = madd(f32x4.splat(beta), v128.load(out), left);
    right = madd(f32x4.splat(beta), v128.load(out, 16), right);
  }
  v128.store(out, left);
  v128.store(out, right, 16);
}

/** Writes or adds the part of TILE that lies inside `out`, rows × cols. */
export function storePart(out: usize, rowOut: usize, rows: usize, cols: usize, alpha: f32, beta: f32): void {
  for (let r: usize = 0; r < rows; r++) {
    for (let c: usize = 0; c < cols; c++) {
      const to = out + r * rowOut + 4 * c;
      const sum = alpha * load<f32>(TILE + 4 * (r * TILE_COLS + c));
      store<f32>(to, beta == 0 ? sum : sum + beta * load<f32>(to));
    }
  }
}
