/** How many runs are pinned at most. */
import { MOST_ARMS } from "../../experiment/claims/claim.ts";

/** With the present run, this equals the arms of the largest comparison. */
export const MOST_PINS = MOST_ARMS - 1;
/** One more, for the run of an opened file. */
export const MOST_KEPT = MOST_PINS + 1;
/** Longer names are cut. */
export const LONGEST_NAME = 60;
