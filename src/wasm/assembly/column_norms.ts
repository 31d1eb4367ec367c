// sigma[b][j] = ‖column j of matrix[b]‖; squares in f64, where they neither overflow nor vanish.

/** matrix: batch × rows × cols; sigma: batch × cols. */
export function column_norms(matrix: usize, sigma: usize, rows: usize, cols: usize, batch: usize): void {
  for (let entry: usize = 0; entry < batch; entry++, matrix += 4 * rows * cols) {
    for (let col: usize = 0; col < cols; col++, sigma += 4) {
      let sum: f64 = 0;
      for (let row: usize = 0; row < rows; row++) {
        const value = <f64>load<f32>(matrix + 4 * (row * cols + col));
        sum += value * value;
      }
      store<f32>(sigma, <f32>sqrt(sum));
    }
  }
}
