/** The form of every rule of advice, and quantities that several rules use. */
import type { Experiment, NetworkName } from "../../experiment/experiment.ts";
import { decodeDrawing, shownShare } from "../../math/drawing.ts";
import type { Way } from "./ways.ts";
import type { RunFacts } from "../state.ts";

export interface Advice {
  /** The control that causes the result. */
  readonly field: keyof Experiment;
  /**
   * `warning` if the run will not serve its purpose; `note` if it will, but the user should know something.
   */
  readonly kind: "warning" | "note";
  /** One sentence: what happens and what to do. */
  readonly text: string;
  /** Changes that let the networks learn, each with a button. */
  readonly ways: readonly Way[];
}

/** A rule for one combination of settings. `run` has the facts that need the data, if there is a run. */
export type Rule = (e: Experiment, run?: RunFacts) => Advice | undefined;

export const warning = (field: keyof Experiment, text: string, ...ways: readonly Way[]): Advice => ({
  field,
  kind: "warning",
  text,
  ways,
});
export const note = (field: keyof Experiment, text: string, ...ways: readonly Way[]): Advice => ({
  field,
  kind: "note",
  text,
  ways,
});

export const trains = ({ networks }: Experiment, ...ids: readonly NetworkName[]): boolean =>
  ids.some((id) => networks.includes(id));

/** The fraction of the entries that completion observes. */
export const seenShare = ({ mask, drawn, observed }: Experiment): number =>
  mask === "drawn" ? shownShare(decodeDrawing(drawn)) : observed;

export const shorterSide = ({ rows, cols }: Experiment): number => Math.min(rows, cols);

/**
 * The target's rank, if it has one: the rank of a generated matrix, or 4 for the airports' squared distances.
 */
export function targetRank({ data, rank, spectrum, sigmas }: Experiment): number | undefined {
  if (data === "airports") return 4;
  if (data !== "random") return undefined;
  return spectrum === "list" ? sigmas.slice(0, rank).filter((sigma) => sigma > 0).length : rank;
}

/** Degrees of freedom of an m × n matrix of rank r: r (m + n − r). */
export const freedom = ({ rows, cols }: Experiment, rank: number): number => rank * (rows + cols - rank);

/** The fraction of all entries that completion trains on. */
export const trainedShare = (e: Experiment): number => seenShare(e) * (1 - e.validation);
