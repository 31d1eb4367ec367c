/** The error of each column of an estimate, beside the number of the column’s observed entries. */
interface ColumnError {
  /** The number of observed entries. */
  readonly seen: number;
  /** The column's relative error: the length of its difference over the length of the target's column. */
  readonly error: number;
}

/** All three lists hold rows × cols entries, row by row. */
export function columnErrors(
  estimate: ArrayLike<number>,
  target: ArrayLike<number>,
  observed: ArrayLike<number>,
  cols: number,
): ColumnError[] {
  const sums = Array.from({ length: cols }, () => ({ seen: 0, off: 0, size: 0 }));
  for (let at = 0; at < target.length; at++) {
    const sum = sums[at % cols] as { seen: number; off: number; size: number };
    const value = target[at] as number;
    sum.seen += observed[at] as number;
    sum.off += ((estimate[at] as number) - value) ** 2;
    sum.size += value ** 2;
  }
  return sums.map(({ seen, off, size }) => ({ seen, error: Math.sqrt(off / size) }));
}
