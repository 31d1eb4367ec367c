/** The largest number of pinned runs. */
import { MAX_ARMS } from "../experiment/claims/limits.ts";

/** The pins and the current run together can hold all arms of the largest comparison. */
export const MAX_PINS = MAX_ARMS - 1;
/** One pin more, for the run of an opened file. */
export const MAX_KEPT = MAX_PINS + 1;
/** Longer names are shortened. */
export const LONGEST_NAME = 60;
