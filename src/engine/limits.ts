/** Limits that the page announces before a run meets them. */
export { MOST_SENSING_ENTRIES } from "../problem/limits.ts";
