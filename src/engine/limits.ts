/** Limits that the page tells of before a run meets them. */
export { MOST_SENSING_ENTRIES } from "../problem/limits.ts";
