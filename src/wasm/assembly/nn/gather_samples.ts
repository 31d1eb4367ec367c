// Copies the rows of each run's current mini-batch, with their labels, from a pool shared by all runs.

/**
 * `batch` is the number of runs, `rows` the size of a mini-batch and `batches` the number of mini-batches.
 * `source` is pool × cols, and `out` is batch × rows × cols. These arrays hold u32: `labels` (pool), `order`
 * (batches × batch × rows), `step` (batch) and `outLabels` (batch × rows).
 */
export function gather_samples(
  source: usize,
  labels: usize,
  order: usize,
  step: usize,
  out: usize,
  outLabels: usize,
  rows: usize,
  cols: usize,
  batch: usize,
  batches: usize,
): void {
  const bytes: usize = 4 * cols;
  for (let entry: usize = 0; entry < batch; entry++) {
    const slot: usize = <usize>(load<u32>(step + 4 * entry) % <u32>batches) * batch + entry;
    for (let i: usize = 0; i < rows; i++) {
      const picked: usize = load<u32>(order + 4 * (slot * rows + i));
      memory.copy(out, source + picked * bytes, bytes);
      store<u32>(outLabels, load<u32>(labels + 4 * picked));
      out += bytes;
      outLabels += 4;
    }
  }
}
