/** The largest number of pinned runs. */
export const MAX_PINS = 9;
/** One pin more, for the run of an opened file. */
export const MAX_KEPT = MAX_PINS + 1;
/** Longer names are shortened. */
export const LONGEST_NAME = 60;
