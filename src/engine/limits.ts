/** Limits that the page states before a run reaches them. */
export { MOST_SENSING_ENTRIES } from "../problem/limits.ts";
