/** Limits that the page states before a run reaches them. */
export { MAX_SENSING_ENTRIES } from "../../problem/limits.ts";
