import type { Dispatch, Program } from "../program.ts";

/** A program with fewer dispatches that computes the same. */
export interface Fusion {
  readonly program: Program;
  /** The longest run of dispatches that it replaces, and what replaces it: to compare their times. */
  readonly change: readonly [before: readonly Dispatch[], after: readonly Dispatch[]];
}
