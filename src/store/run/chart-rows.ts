/**
 * Turns series into the rows of a chart. They are few enough to draw ten times a second and keep every peak.
 */
import type { Series } from "./series.ts";

/** The values at one x position. Null where a series has no finite value. */
export interface ChartRow {
  readonly step: number;
  readonly [series: string]: number | null;
}

/**
 * Makes at most `maxRows` rows. With more steps, each bucket of steps gives two rows, which hold the smallest
 * and the largest value of every series in their order. Bucket sizes come from a short list, so that drawn
 * points stay in place while the run grows. The last row is the current step. A range of steps selects its
 * buckets and one more on either side.
 */
export function chartRows(
  series: ReadonlyMap<string, Series>,
  maxRows: number,
  toChart: (value: number) => number | null,
  range: { readonly from: number; readonly to: number } = { from: 0, to: Infinity },
): ChartRow[] {
  const lastStep = Math.max(-1, ...[...series.values()].map((one) => one.lastStep));
  const end = Math.min(range.to, lastStep);
  const bucket = bucketSize(Math.max(1, end - range.from + 1), maxRows - 5);
  const rows: Record<string, number | null>[] = [];
  const start = Math.max(0, Math.floor(range.from / bucket) - 1) * bucket;
  for (let from = start; from <= Math.min(lastStep, end + bucket); from += bucket) {
    const to = from + bucket;
    const first: Record<string, number | null> = { step: from };
    const second: Record<string, number | null> = { step: Math.min(to - 1, lastStep) };
    for (const [name, one] of series) {
      const [a, b] = one.extremes(from, to);
      first[name] = toChart(a);
      second[name] = toChart(b);
    }
    rows.push(first);
    if (bucket > 1) rows.push(second);
  }
  if (bucket > 1 && end === lastStep) {
    const now: Record<string, number | null> = { step: lastStep };
    for (const [name, one] of series) now[name] = toChart(one.at(lastStep));
    rows.push(now);
  }
  return rows as unknown as ChartRow[];
}

function bucketSize(steps: number, maxRows: number): number {
  if (steps <= maxRows) return 1;
  // The bucket sizes 2, 3, 4, 6, 8, 12, 16 …
  for (let bucket = 2; ; bucket *= 2)
    for (const size of [bucket, 1.5 * bucket]) if (2 * Math.ceil(steps / size) <= maxRows) return size;
}
