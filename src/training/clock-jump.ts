/**
 * Clocks run on while the machine sleeps or the page's processes are stopped. Time that passes then is not
 * working time.
 */

/** Work that takes longer than this, and this many times longer than usual, was interrupted. */
const SLEPT = { ms: 5000, times: 50 };

/** `usualMs` is how long the same work took before; Infinity or NaN if unknown. */
export const isClockJump = (measuredMs: number, usualMs: number): boolean =>
  measuredMs > SLEPT.ms && measuredMs > SLEPT.times * usualMs;
