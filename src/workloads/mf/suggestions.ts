/** The best columns of a row, or of a new row of which a few values are given, from a network's estimate. */
import { clipped, eachCell, type Cells, type Range } from "./data/cells.ts";
import { completedRow, type Estimate } from "./estimate.ts";
import { multiply, transpose } from "../../math/matrix.ts";
import { SHRINKAGE } from "./data/centre.ts";
import { factorise, solve } from "./network/altmin.ts";

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

// Completes a new row of a table from a few of its values, without training. The rows that the network has learned, without
// the effects, are samples of a Gaussian with mean 0 and covariance K, n × n. Given the new row's residuals at columns o,
// with noise of the network's own test error, the most likely rest is K[:, o] (K[o, o] + rmse² I)⁻¹ residual.

/** `known` lists columns of the new row with their values. Returns all columns, unclipped. */
export function foldIn(estimate: Estimate, known: KnownValues): Float64Array {
  const { cols, centred, rmse } = estimate;
  const { offset, ofCol } = centred;
  const usual = (j: number): number => offset + (ofCol?.[j] ?? 0);
  const sum = known.reduce((total, [j, value]) => total + value - usual(j), 0);
  const ofRow = ofCol ? sum / (known.length + SHRINKAGE) : 0;
  const covariance = covarianceOf(estimate);
  const K = Float64Array.from(known.flatMap(([a]) => known.map(([b]) => covariance(a, b))));
  factorise(K, known.length, rmse ** 2);
  /** The residuals, then (K[o, o] + rmse² I)⁻¹ residual. */
  const weights = Float64Array.from(known, ([j, value]) => value - usual(j) - ofRow);
  solve(K, weights, known.length);
  return Float64Array.from({ length: cols }, (_, j) => {
    const learned = known.reduce((total, [o], a) => total + covariance(j, o) * (weights[a] as number), 0);
    return usual(j) + ofRow + learned;
  });
}

/** K(i, j) of two columns: scale² Σ_r f(r, i) f(r, j) / m. */
function covarianceOf({ left, right, rows, scale }: Estimate): (i: number, j: number) => number {
  const k = left.cols;
  const by = scale ** 2 / rows;
  if (!right)
    return (i, j) => {
      let sum = 0;
      for (let r = 0; r < rows; r++)
        sum += (left.data[r * k + i] as number) * (left.data[r * k + j] as number);
      return by * sum;
    };
  const gram = multiply(transpose(left), left);
  return (i, j) => {
    let sum = 0;
    for (let a = 0; a < k; a++) {
      let inner = 0;
      for (let b = 0; b < k; b++)
        inner += (gram.data[a * k + b] as number) * (right.data[j * k + b] as number);
      sum += (right.data[i * k + a] as number) * inner;
    }
    return by * sum;
  };
}
