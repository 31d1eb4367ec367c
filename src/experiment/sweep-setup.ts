/**
 * The set-up of a sweep on the page, as text in the address: `L:2,3;width:10,50;seeds:3`. The link holds the
 * experiment itself. Reading never throws: the first value that does not fit becomes a sentence for the user.
 */
import { badInput, EngineError } from "../core/errors.ts";
import type { ChoiceField, NumberField } from "./fields.ts";
import type { SweepAxis, SweepCell } from "./sweep.ts";
import { formatCount } from "../core/format.ts";

export interface SweepSetup {
  /** The varied settings, one or two. */
  readonly axes: readonly SweepAxis[];
  /** Number of seeds, s … s + n − 1, for each combination. */
  readonly seeds: number;
}

/** Largest number of runs in a sweep on the page. The command line allows more (sweep.ts). */
export const MAX_RUNS = 200;
const MAX_AXES = 2;
export const MAX_SEEDS = 32;
/** Largest number of characters for the values of one field. */
const LONGEST = 400;

/** A setting that a sweep can vary. */
export type SweptField<C> = NumberField<C> | ChoiceField<C>;

export const runsOf = ({ axes, seeds }: SweepSetup): number =>
  axes.reduce((runs, { values }) => runs * values.length, seeds);

export function encodeSetup({ axes, seeds }: SweepSetup): string {
  return [...axes.map(({ key, values }) => `${key}:${values.join(",")}`), `seeds:${seeds}`].join(";");
}

/** The part of the text that can be read. Undefined if it varies nothing. */
export function decodeSetup(text: string, canVary: (key: string) => boolean): SweepSetup | undefined {
  const axes: SweepAxis[] = [];
  let seeds = 1;
  for (const part of text.split(";")) {
    const [key = "", list = ""] = part.split(":");
    if (key === "seeds") seeds = Math.min(MAX_SEEDS, Math.max(1, Math.round(Number(list)) || 1));
    else if (canVary(key) && list && axes.length < MAX_AXES && axes.every((axis) => axis.key !== key))
      axes.push({ key, values: parseValues(list) });
  }
  return axes.length > 0 ? { axes, seeds } : undefined;
}

/** The values of a list that the user typed, separated by commas or spaces, without duplicates. */
export function parseValues(list: string): string[] {
  return [...new Set(list.slice(0, LONGEST).split(/[\s,;]+/))].filter(Boolean);
}

/** A ready-made sweep, small enough for the page. */
export interface SweepExample<F> {
  readonly id: string;
  readonly title: string;
  /** The question that the sweep answers. */
  readonly about: string;
  readonly fields: F;
  readonly setup: SweepSetup;
}

/** The runs of a sweep, or a sentence that says why there are none. */
export interface PlannedCells<C> {
  readonly cells: readonly SweepCell<C>[];
  readonly problem?: string;
}

/** Makes the plan, unless the set-up varies nothing or has too few or too many runs, or a value does not fit. */
export function withinLimits<C>(setup: SweepSetup, plan: () => readonly SweepCell<C>[]): PlannedCells<C> {
  if (setup.axes.length === 0) return { cells: [] };
  const runs = runsOf(setup);
  try {
    if (runs === 0) throw badInput("Each setting needs at least one value.");
    if (runs > MAX_RUNS)
      throw badInput(
        `${formatCount(runs)} runs are more than the ${formatCount(MAX_RUNS)} that this page makes in one sweep. Use fewer values or seeds, or the command line.`,
      );
    return { cells: plan() };
  } catch (error) {
    if (error instanceof EngineError) return { cells: [], problem: error.message };
    throw error;
  }
}

/** Values around the current one, for a setting that was just chosen. */
export function suggestedValues<C>(field: SweptField<C>, e: C): string[] {
  if ("options" in field) return field.options.filter((option) => field.refuses?.(option, e) === undefined);
  const now = e[field.name] as number;
  const [min, max] = [field.min(e), field.max(e)];
  const around = now === 0 ? [0, 0.1, 0.3, 1, 3] : [0.25, 0.5, 1, 2, 4].map((factor) => factor * now);
  const round = (value: number): number =>
    field.kind === "integer" ? Math.round(value) : Number(value.toPrecision(3));
  const fitting = around.map(round).filter((value) => value >= min && value <= max);
  // Near the smallest value, whole numbers need the next numbers instead of fractions.
  const values =
    field.kind === "integer" && fitting.length < 4
      ? Array.from({ length: 4 }, (_, i) => Math.max(min, now - 1) + i).filter((value) => value <= max)
      : fitting;
  return [...new Set(values)].map(String);
}
