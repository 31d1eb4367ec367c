import type { Dispatch, Program } from "../program.ts";

/** A program that computes the same results with fewer dispatches. */
export interface Fusion {
  readonly program: Program;
  /** The longest sequence of dispatches that the fusion replaces, and its replacement. Their times are compared. */
  readonly change: readonly [before: readonly Dispatch[], after: readonly Dispatch[]];
}
