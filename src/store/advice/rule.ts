/** What every rule of advice is made of, and what several of them ask of an experiment. */
import type { Experiment, NetworkName } from "../../experiment/experiment.ts";
import { decodeDrawing, shownShare } from "../../math/drawing.ts";
import type { Way } from "./ways.ts";
import type { RunFacts } from "../state.ts";

export interface Advice {
  /** The control that causes it. */
  readonly field: keyof Experiment;
  /** A warning where the run will not do what one wants of it; a note where it will, with something to know. */
  readonly kind: "warning" | "note";
  /** One sentence: what happens, and what to do. */
  readonly text: string;
  /** Changes after which the networks learn, each a button. */
  readonly ways: readonly Way[];
}

/** What one combination of settings deserves to be told. `run` has what only the data tells, once it is there. */
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

/** The share of the entries that completion shows. */
export const seenShare = ({ mask, drawn, observed }: Experiment): number =>
  mask === "drawn" ? shownShare(decodeDrawing(drawn)) : observed;

export const shorterSide = ({ rows, cols }: Experiment): number => Math.min(rows, cols);

/** The target's rank, where it has one: that of a generated matrix, and 4 of the squared distances of airports. */
export function targetRank({ data, rank, spectrum, sigmas }: Experiment): number | undefined {
  if (data === "airports") return 4;
  if (data !== "random") return undefined;
  return spectrum === "list" ? sigmas.slice(0, rank).filter((sigma) => sigma > 0).length : rank;
}

/** Degrees of freedom of an m × n matrix of rank r: r (m + n − r). */
export const freedom = ({ rows, cols }: Experiment, rank: number): number => rank * (rows + cols - rank);

/** Of all entries, those that a completion is trained on. */
export const trainedShare = (e: Experiment): number => seenShare(e) * (1 - e.validation);
