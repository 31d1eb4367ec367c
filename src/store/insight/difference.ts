/** Magnifies the difference of an estimate from the target until the picture shows something. */
import type { ProblemEntries } from "../../workloads/mf/entries.ts";

/** Differences smaller than this fraction of the picture's scale are magnified, because their colours are hardly seen. */
const VISIBLE = 1 / 8;
/** Magnified differences stay below this fraction of the scale. */
const FULL = 1 / 2;
const MOST = 1e6;

/** The factor: 1, 2.5, 5, 10, 25 … Also 1 if a value is not a number. */
export function magnification(
  estimate: Float32Array,
  { target, known }: ProblemEntries,
  span: number,
): number {
  let largest = 0;
  for (let at = 0; at < estimate.length; at++) {
    if (known?.[at] === 0) continue;
    const size = Math.abs((estimate[at] as number) - (target[at] as number));
    // This condition also holds for NaN.
    if (!(size < VISIBLE * span)) return 1;
    largest = Math.max(largest, size);
  }
  const most = Math.min(MOST, (FULL * span) / largest);
  const size = 10 ** Math.floor(Math.log10(most));
  return [5, 2.5, 1].map((factor) => factor * size).find((factor) => factor <= most) ?? 1;
}

/** The estimate minus the target. Unknown entries are NaN. */
export const differenceOf = (estimate: Float32Array, { target, known }: ProblemEntries): Float32Array =>
  estimate.map((value, at) => (known?.[at] === 0 ? NaN : value - (target[at] as number)));
