/** The type of every rule of advice, and quantities that several rules use. */
import type { Experiment, NetworkName } from "../../workloads/mf/config/fields.ts";
import { decodeDrawing, shownFraction } from "../../math/drawing.ts";
import type { Remedy } from "./remedies.ts";
import type { LoadedRun } from "../kinds/matrix-state.ts";

export interface Advice {
  /** The control that causes the result. */
  readonly field: keyof Experiment;
  /**
   * `warning` if the run will not serve its purpose; `note` if it will, but the user should know something.
   */
  readonly kind: "warning" | "note";
  /** Says what happens and why. The buttons say what to do; if none is offered, the text does. */
  readonly text: string;
  /** Changes that let the networks learn, each with a button. */
  readonly remedies: readonly Remedy[];
}

/** Advice together with an instruction in words. */
interface Draft extends Advice {
  /** Says what to do. It is shown only if no button is offered, so that text and buttons never name different values. */
  readonly instruction: string;
}

/** A rule for one combination of settings. `run` holds the facts that need the data, if it exists. */
export type Rule = (e: Experiment, run?: LoadedRun) => Draft | undefined;

/** A text, or a text with an instruction. */
type Words = string | readonly [text: string, instruction: string];

const draft = (
  field: keyof Experiment,
  kind: Advice["kind"],
  words: Words,
  remedies: readonly Remedy[],
): Draft => {
  const [text, instruction] = typeof words === "string" ? [words, ""] : words;
  return { field, kind, text, instruction, remedies };
};

export const warning = (field: keyof Experiment, words: Words, ...remedies: readonly Remedy[]): Draft =>
  draft(field, "warning", words, remedies);
export const note = (field: keyof Experiment, words: Words, ...remedies: readonly Remedy[]): Draft =>
  draft(field, "note", words, remedies);

export const trains = ({ networks }: Experiment, ...ids: readonly NetworkName[]): boolean =>
  ids.some((id) => networks.includes(id));

/** The fraction of the entries that completion observes. */
export const observedFraction = ({ mask, drawn, observed }: Experiment): number =>
  mask === "drawn" ? shownFraction(decodeDrawing(drawn)) : observed;

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
export const trainedFraction = (e: Experiment): number => observedFraction(e) * (1 - e.validation);
