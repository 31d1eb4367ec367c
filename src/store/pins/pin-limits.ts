/** The largest number of pinned runs. */
import { MOST_ARMS } from "../../experiment/claims/claim.ts";

/** With the current run, this is the number of arms in the largest comparison. */
export const MOST_PINS = MOST_ARMS - 1;
/** One pin more, for the run of an opened file. */
export const MOST_KEPT = MOST_PINS + 1;
/** Longer names are shortened. */
export const LONGEST_NAME = 60;
