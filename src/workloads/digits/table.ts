/**
 * Reads a user's table with a column of labels: CSV with commas or semicolons, or TSV. The label column has
 * one of the names in LABEL_NAMES; otherwise it is the last column. The texts in it are the classes. All other columns
 * must hold numbers without gaps.
 */
import Papa from "papaparse";
import { counted, formatCount } from "../../core/format.ts";
import { randomStream, sampleWithout } from "../../math/random.ts";
import { faultAt, checkValue, FileError, quote, type Place } from "../mf/data/files/imported.ts";
import { decodeText } from "../mf/data/files/text.ts";
import type { Classification, Samples, TableColumn } from "./build.ts";

export const TABLE_LIMITS = { columns: 1024, classes: 20, rows: 20_000 } as const;
const FEWEST_ROWS = 10;
/** Fraction of the rows that is held out for the test. */
const TEST_SHARE = 0.2;
/** A deviation below this fraction of the mean counts as zero. */
const ROUNDING = 1e-9;
/** If several columns match, the first name in this list counts. */
const LABEL_NAMES = ["label", "class", "target", "y"];
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export interface LabelledTable {
  /** rows × features. */
  readonly inputs: Float64Array;
  readonly labels: Uint32Array;
  readonly features: number;
  /** Names of the columns of numbers, one for each feature. */
  readonly columns: readonly string[];
  /** Names of the classes, in the order of their numbers. */
  readonly classes: readonly string[];
  readonly labelColumn: string;
}

/** Throws a FileError. It names the row and the column of a faulty cell, counted from 1 without empty lines. */
export function parseLabelledTable(bytes: Uint8Array): LabelledTable {
  const { data } = Papa.parse<string[]>(decodeText(bytes, "CSV and TSV"), {
    skipEmptyLines: true,
    delimitersToGuess: [",", ";", "\t"],
  });
  const [first = []] = data;
  const width = first.length;
  if (width < 2)
    throw new FileError(
      "The table has fewer than two columns. It needs a column of labels and at least one column of numbers.",
    );
  if (width - 1 > TABLE_LIMITS.columns)
    throw new FileError(
      `The table has ${formatCount(width - 1)} columns besides the label, and the limit is ${formatCount(TABLE_LIMITS.columns)}. Remove some.`,
    );
  // The first row counts as names if it has text where the next row has numbers, or if it contains one of LABEL_NAMES.
  const second = data[1] ?? [];
  const hasHeader =
    first.some((cell, j) => !isNumber(cell) && isNumber(second[j] ?? "")) ||
    first.some((cell) => LABEL_NAMES.includes(nameOf(cell)));
  const named = LABEL_NAMES.map((name) => first.findIndex((cell) => nameOf(cell) === name));
  const label = named.find((column) => column >= 0) ?? width - 1;
  const body = hasHeader ? data.slice(1) : data;
  if (body.length < FEWEST_ROWS)
    throw new FileError(
      `The table has ${counted(body.length, "row")} of values, but at least ${FEWEST_ROWS} are needed.`,
    );
  if (body.length > TABLE_LIMITS.rows)
    throw new FileError(
      `The table has ${formatCount(body.length)} rows, and the limit is ${formatCount(TABLE_LIMITS.rows)}. Shorten the file.`,
    );
  const features = width - 1;
  const inputs = new Float64Array(body.length * features);
  const names = body.map((cells, i) => {
    const row = i + 1 + Number(hasHeader);
    if (cells.length !== width)
      throw faultAt(
        { row },
        `This row has ${counted(cells.length, "cell")}, but the first row has ${width}. Give every row the same number.`,
      );
    const gap = cells.findIndex((cell) => cell.trim() === "");
    if (gap >= 0) throw gapIn(body, { row, column: gap + 1 }, gap === label);
    for (let j = 0, to = i * features; j < width; j++)
      if (j !== label) inputs[to++] = numberIn(cells[j] as string, { row, column: j + 1 });
    return (cells[label] as string).trim();
  });
  const classes = [...new Set(names)].toSorted(byNumberOrName);
  if (classes.length < 2)
    throw new FileError(
      `All rows have the label ${quote(classes[0] ?? "")}: there is nothing to tell apart.`,
    );
  if (classes.length > TABLE_LIMITS.classes)
    throw new FileError(
      `The label column (${label + 1}) has ${formatCount(classes.length)} different values, and the limit is ${TABLE_LIMITS.classes} classes. To use another column, name it “label”.`,
    );
  const numbers = new Map(classes.map((name, k) => [name, k]));
  return {
    inputs,
    labels: Uint32Array.from(names, (name) => numbers.get(name) as number),
    features,
    columns: first.flatMap((cell, j) =>
      j === label ? [] : [(hasHeader && cell.trim()) || `column ${formatCount(j + 1)}`],
    ),
    classes,
    labelColumn: hasHeader ? (first[label] as string).trim() : `column ${label + 1}`,
  };
}

const nameOf = (cell: string): string => cell.trim().toLowerCase();
const isNumber = (cell: string): boolean => NUMBER.test(cell.trim());

/** Names the first empty cell, and counts all of them. */
function gapIn(body: readonly (readonly string[])[], place: Place, isLabel: boolean): FileError {
  const gaps = body.map((cells) => cells.filter((cell) => cell.trim() === "").length);
  const cells = gaps.reduce((sum, count) => sum + count, 0);
  const rows = gaps.filter((count) => count > 0).length;
  const others = cells > 1 ? ` In all, ${counted(cells, "cell")} in ${counted(rows, "row")} are empty.` : "";
  const what = isLabel ? "The label is missing." : "The value is missing.";
  return faultAt(place, `${what}${others} Fill them, or remove their rows.`);
}

function numberIn(cell: string, place: Place): number {
  const text = cell.trim();
  if (!isNumber(text)) throw faultAt(place, `${quote(text)} is not a number.`);
  const value = Number(text);
  checkValue(value, place);
  return value;
}

/** Sorts numbers by value, then names alphabetically. */
function byNumberOrName(a: string, b: string): number {
  if (isNumber(a) && isNumber(b)) return Number(a) - Number(b);
  return a < b ? -1 : 1;
}

/** Number of a table's rows that are kept for the test. */
export const testRows = (rows: number): number => Math.max(1, Math.round(TEST_SHARE * rows));

/** The numbers of the test rows and of the training rows. The split depends only on the number of rows. */
export function splitRows(rows: number): { readonly test: Uint32Array; readonly train: Uint32Array } {
  const order = sampleWithout(randomStream(0, "table/split"), rows, rows);
  const count = testRows(rows);
  return { test: order.subarray(0, count), train: order.subarray(count) };
}

/**
 * Splits a table into training and test samples, in the same way for every seed. Each column is shifted and scaled to
 * mean 0 and variance 1 over the training rows. A column that is constant in these rows becomes 0.
 */
export function tableData({ inputs, labels, features, classes, columns }: LabelledTable): Classification {
  const { test, train } = splitRows(labels.length);
  const scaled = columns.map((name, j): TableColumn => {
    const values = Array.from(train, (row) => inputs[row * features + j] as number);
    const mean = values.reduce((sum, value) => sum + value / values.length, 0);
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const deviation = Math.sqrt(squares / values.length);
    return { name, mean, deviation: deviation > ROUNDING * Math.abs(mean) ? deviation : 0 };
  });
  const take = (indices: Uint32Array): Samples => {
    const taken = new Float32Array(indices.length * features);
    indices.forEach((row, i) => {
      scaled.forEach(({ mean, deviation }, j) => {
        const value = inputs[row * features + j] as number;
        taken[i * features + j] = (value - mean) * (deviation > 0 ? 1 / deviation : 0);
      });
    });
    return { inputs: taken, labels: Uint32Array.from(indices, (row) => labels[row] as number) };
  };
  return {
    features,
    classes: classes.length,
    classNames: classes,
    columns: scaled,
    test: take(test),
    train: take(train),
  };
}
