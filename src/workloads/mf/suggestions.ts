/** The best columns of a row, or of a new row of which a few values are given, from a network's estimate. */
import { clipped, eachCell, type Cells, type Range } from "./data/cells.ts";
import { completedRow, type Estimate } from "./estimate.ts";
import { foldIn } from "./fold-in.ts";

/** A column, from 0, with its name or, without names, its number from 1, and its estimate, clipped. */
export interface Suggestion {
  readonly column: number;
  readonly name: string;
  readonly value: number;
}

/** Columns of a new row, from 0, with their values. */
export type KnownValues = readonly (readonly [column: number, value: number])[];

type Names = readonly string[] | undefined;

const MOST = 10;

export const NO_COLUMN = "Every column of this row has a value, so there is none to suggest.";

/** The index of a row or column by its name, or by its number from 1. -1 if there is none. */
export function indexOf(names: Names, count: number, text: string): number {
  const at = names ? names.indexOf(text) : Number(text) - 1;
  return Number.isInteger(at) && at >= 0 && at < count ? at : -1;
}

/** The columns without a known value in row i (all of a run on averages) that have the largest estimates, best first. */
export function bestOfRow(
  estimate: Estimate,
  known: Cells | undefined,
  names: Names,
  i: number,
  most = MOST,
): Suggestion[] {
  const seen = known?.columns.subarray(known.starts[i], known.starts[i + 1]);
  return bestOf(completedRow(estimate, i, false), new Set(seen), estimate.range, names, most);
}

/** The columns of a new row that are not given and have the largest values after folding in, best first. */
export function bestOfNewRow(
  estimate: Estimate,
  known: KnownValues,
  names: Names,
  most = MOST,
): Suggestion[] {
  const seen = new Set(known.map(([j]) => j));
  return bestOf(foldIn(estimate, known), seen, estimate.range, names, most);
}

function bestOf(
  row: Float64Array,
  seen: ReadonlySet<number>,
  range: Range,
  names: Names,
  most: number,
): Suggestion[] {
  return [...row.keys()]
    .filter((j) => !seen.has(j))
    .toSorted((a, b) => (row[b] as number) - (row[a] as number))
    .slice(0, most)
    .map((column) => ({
      column,
      name: names?.[column] ?? String(column + 1),
      value: clipped(row[column] as number, range),
    }));
}

/** Reads lines “column value”. Throws an Error whose message is for the user. */
export function readNewRow(text: string, names: Names, cols: number): KnownValues {
  const given = new Set<number>();
  const known = text.split("\n").flatMap((line, i) => {
    if (line.trim() === "") return [];
    const [, column = "", value = ""] = /^\s*(.*?)[\s,;=:]+(\S+)\s*$/.exec(line) ?? [];
    const j = indexOf(names, cols, column);
    if (j < 0) throw new Error(`Line ${i + 1}: there is no column “${column || line.trim()}”.`);
    if (!Number.isFinite(Number(value))) throw new Error(`Line ${i + 1}: “${value}” is not a number.`);
    if (given.has(j)) throw new Error(`Line ${i + 1}: “${column}” already has a value.`);
    given.add(j);
    return [[j, Number(value)] as const];
  });
  if (known.length === 0) throw new Error("Give at least one line “column value”.");
  return known;
}

/** Puts the known values of row i in the place of their estimates. */
export function keepKnown(row: Float64Array, known: Cells, i: number): void {
  eachCell({ rows: 1, starts: known.starts.subarray(i, i + 2), columns: known.columns }, (_, j, at) => {
    row[j] = known.values[at] as number;
  });
}
