/** A clock goes on while the machine sleeps, or while the page's processes are stopped; what is measured meanwhile is no work. */

/** Work that takes longer than this, and this many times as long as before, was interrupted. */
const SLEPT = { ms: 5000, times: 50 };

/** `usualMs` is how long the same took before; Infinity or NaN where that is not known. */
export const hasSlept = (measuredMs: number, usualMs: number): boolean =>
  measuredMs > SLEPT.ms && measuredMs > SLEPT.times * usualMs;
