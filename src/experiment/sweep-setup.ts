/**
 * What a sweep on the page is set up to vary, as text in its address: `L:2,3;width:10,50;seeds:3`, the experiment itself
 * being the link. Reading never throws: what does not fit is a sentence for the person who opened it.
 */
import { EngineError } from "../core/errors.ts";
import { FIELDS, type ChoiceField, type Experiment, type NumberField } from "./experiment.ts";
import { withChanges } from "./repair.ts";
import { sweepCells, type SweepAxis, type SweepCell } from "./sweep.ts";
import { formatCount } from "../core/format.ts";

export interface SweepSetup {
  /** One or two. */
  readonly axes: readonly SweepAxis[];
  /** Seeds s … s + n − 1 for each combination. */
  readonly seeds: number;
}

/** Runs of a sweep on the page; the command line has no limit. */
export const MOST_RUNS = 200;
const MOST_AXES = 2;
export const MOST_SEEDS = 32;
/** Of the text of one field's values. */
const LONGEST = 400;

/** A setting that can be varied. */
export type SweptField = NumberField | ChoiceField;

/** Not the seeds, which are varied by their number, nor what belongs to a file. */
const LEFT_OUT: ReadonlySet<keyof Experiment> = new Set(["seed", "seeds", "channel", "centre", "data"]);

export const SWEPT_FIELDS: readonly SweptField[] = FIELDS.filter(
  (field): field is SweptField =>
    (field.kind === "integer" || field.kind === "real" || field.kind === "choice") &&
    !LEFT_OUT.has(field.name),
);

export const sweptField = (key: string): SweptField | undefined =>
  SWEPT_FIELDS.find((field) => field.key === key);

/** Number of runs. */
export const runsOf = ({ axes, seeds }: SweepSetup): number =>
  axes.reduce((runs, { values }) => runs * values.length, seeds);

export function encodeSetup({ axes, seeds }: SweepSetup): string {
  return [...axes.map(({ key, values }) => `${key}:${values.join(",")}`), `seeds:${seeds}`].join(";");
}

/** What can be read of a text; undefined where there is nothing to vary in it. */
export function decodeSetup(text: string): SweepSetup | undefined {
  const axes: SweepAxis[] = [];
  let seeds = 1;
  for (const part of text.split(";")) {
    const [key = "", list = ""] = part.split(":");
    if (key === "seeds") seeds = Math.min(MOST_SEEDS, Math.max(1, Math.round(Number(list)) || 1));
    else if (sweptField(key) && list && axes.length < MOST_AXES && axes.every((axis) => axis.key !== key))
      axes.push({ key, values: parseValues(list) });
  }
  return axes.length > 0 ? { axes, seeds } : undefined;
}

/** The values of a list that a person typed: between commas or spaces, each once. */
export function parseValues(list: string): string[] {
  return [...new Set(list.slice(0, LONGEST).split(/[\s,;]+/))].filter(Boolean);
}

/** The runs, none where nothing is varied, or the sentence why there are none. */
export function plannedCells(
  base: Experiment,
  setup: SweepSetup,
): { readonly cells: readonly SweepCell[]; readonly problem?: string } {
  const refuse = (problem: string) => ({ cells: [], problem });
  if (base.data === "file")
    return refuse("A file of your own can be swept on the command line: dmf sweep --data FILE.");
  if (setup.axes.length === 0) return { cells: [] };
  const runs = runsOf(setup);
  if (runs === 0) return refuse("Each setting needs at least one value.");
  if (runs > MOST_RUNS)
    return refuse(
      `${formatCount(runs)} runs are more than the ${formatCount(MOST_RUNS)} that this page makes in one sweep. Take fewer values or seeds, or the command line.`,
    );
  try {
    return { cells: sweepCells(withChanges(base, { seeds: 1 }).experiment, setup.axes, setup.seeds) };
  } catch (error) {
    if (error instanceof EngineError) return refuse(error.message);
    throw error;
  }
}

/** Values around the present one, for a field that was just chosen. */
export function suggestedValues(field: SweptField, e: Experiment): string[] {
  if ("options" in field) return field.options.filter((option) => field.refuses?.(option, e) === undefined);
  const now = e[field.name] as number;
  const [min, max] = [field.min(e), field.max(e)];
  const around = now === 0 ? [0, 0.1, 0.3, 1, 3] : [0.25, 0.5, 1, 2, 4].map((factor) => factor * now);
  const round = (value: number): number =>
    field.kind === "integer" ? Math.round(value) : Number(value.toPrecision(3));
  const fitting = around.map(round).filter((value) => value >= min && value <= max);
  // Whole numbers near the least one: the next ones instead of parts of it.
  const values =
    field.kind === "integer" && fitting.length < 4
      ? Array.from({ length: 4 }, (_, i) => Math.max(min, now - 1) + i).filter((value) => value <= max)
      : fitting;
  return [...new Set(values)].map(String);
}
