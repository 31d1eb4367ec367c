/** Finds estimates so close to the target that the picture of their difference shows nothing. */
import type { ProblemEntries } from "../../workloads/mf/entries.ts";

/**
 * A difference below this fraction of the picture's scale has a colour that can hardly be told from the colour of
 * 0.
 */
const VISIBLE = 1 / 32;

/** The largest difference from a known value of the target. Undefined if the picture shows a difference. */
export function unseenDifference(
  estimate: Float32Array,
  { target, known }: ProblemEntries,
  span: number,
): number | undefined {
  let largest = 0;
  for (let at = 0; at < estimate.length; at++) {
    if (known?.[at] === 0) continue;
    const size = Math.abs((estimate[at] as number) - (target[at] as number));
    // This condition also holds for NaN.
    if (!(size < VISIBLE * span)) return undefined;
    largest = Math.max(largest, size);
  }
  return largest;
}
