// out[b] = source[b] or its transpose.
import { transposeFour } from "./pack";

/** source: batch × rows × cols; out: the same, or batch × cols × rows. */
export function copy_matrix(
  source: usize,
  out: usize,
  rows: usize,
  cols: usize,
  batch: usize,
  transpose: bool,
): void {
  const size = rows * cols * 4;
  if (!transpose) memory.copy(out, source, batch * size);
  else
    for (let entry: usize = 0; entry < batch; entry++)
      transposeMatrix(source + entry * size, out + entry * size, rows, cols, 4 * rows);
}

/** to: cols × rows, with rows that are `rowTo` bytes apart. */
export function transposeMatrix(from: usize, to: usize, rows: usize, cols: usize, rowTo: usize): void {
  let row: usize = 0;
  for (; row + 4 <= rows; row += 4) transposeFour(from + 4 * row * cols, 4 * cols, cols, to + 4 * row, rowTo);
  for (; row < rows; row++)
    for (let col: usize = 0; col < cols; col++)
      store<f32>(to + col * rowTo + 4 * row, load<f32>(from + 4 * (row * cols + col)));
}
