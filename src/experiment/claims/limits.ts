/** Apart from claim.ts, because the first screen needs nothing else of it. */

/** Largest number of runs of a claim that the page shows together. */
export const MAX_ARMS = 10;
