/**
 * Clocks continue while the machine sleeps or the page's processes are stopped. Time measured meanwhile is not work.
 */

/** Work that takes longer than this, and this many times longer than before, was interrupted. */
const SLEPT = { ms: 5000, times: 50 };

/** `usualMs` is the earlier duration of the same work; Infinity or NaN if unknown. */
export const hasSlept = (measuredMs: number, usualMs: number): boolean =>
  measuredMs > SLEPT.ms && measuredMs > SLEPT.times * usualMs;
