/**
 * Matrix Market (NIST): coordinate and array; real, integer and pattern; general, symmetric and
 * skew-symmetric. By the format's definition, entries that a coordinate file omits are zeros, not missing.
 */
import {
  faultAt,
  checkShape,
  checkValue,
  FileError,
  finish,
  quote,
  type ImportedMatrix,
} from "./imported.ts";
import { linesOf } from "./text.ts";
import { counted, formatCount } from "../../../../core/format.ts";

export const isMatrixMarket = (text: string): boolean => /^%%MatrixMarket\b/i.test(text);

export function parseMatrixMarket(text: string): ImportedMatrix {
  const { layout, field, symmetry } = parseBanner(text);
  const isCoordinate = layout === "coordinate";
  let shape: { readonly rows: number; readonly cols: number; readonly entries: number } | undefined;
  let values = new Float64Array();
  let seen = new Uint8Array();
  let read = 0;
  for (const [line, number] of linesOf(text)) {
    if (line.startsWith("%") || line.trim() === "") continue;
    const numbers = numbersOf(line, number);
    if (!shape) {
      shape = shapeOf(numbers, isCoordinate, symmetry, number);
      values = new Float64Array(shape.rows * shape.cols);
      seen = new Uint8Array(values.length);
      continue;
    }
    const { rows, cols, entries } = shape;
    const expected = isCoordinate ? (field === "pattern" ? 2 : 3) : 1;
    if (numbers.length !== expected)
      throw wrong(number, `Expected ${counted(expected, "number")}, found ${quote(line)}.`);
    if (read >= entries)
      throw wrong(
        number,
        `The file announces ${formatCount(entries)} as its number of entries, but has more.`,
      );
    const [i, j] = isCoordinate
      ? [numbers[0] as number, numbers[1] as number]
      : arrayPlace(read, rows, symmetry);
    const value = isCoordinate && field === "pattern" ? 1 : (numbers[expected - 1] as number);
    if (!(Number.isInteger(i) && Number.isInteger(j) && i >= 1 && j >= 1 && i <= rows && j <= cols))
      throw wrong(
        number,
        `Row ${formatCount(i)}, column ${formatCount(j)} lies outside the ${formatCount(rows)} × ${formatCount(cols)} matrix (both are counted from 1).`,
      );
    checkValue(value, { row: number });
    const place = (i - 1) * cols + j - 1;
    if (seen[place] !== 0)
      throw wrong(number, `The entry at ${formatCount(i)}, ${formatCount(j)} appears twice.`);
    seen[place] = 1;
    values[place] = value;
    if (symmetry !== "general" && i !== j) {
      seen[(j - 1) * cols + i - 1] = 1;
      values[(j - 1) * cols + i - 1] = symmetry === "symmetric" ? value : -value;
    }
    read++;
  }
  if (!shape) throw new FileError("The Matrix Market file has no line with its size.");
  if (read < shape.entries)
    throw new FileError(
      `The Matrix Market file ends after ${formatCount(read)} of ${formatCount(shape.entries)} entries.`,
    );
  const { rows, cols } = shape;
  const remarks = isCoordinate
    ? ["Entries that the file leaves out are zeros, as Matrix Market defines them."]
    : [];
  return finish({ format: "matrix-market", rows, cols, values, known: undefined, remarks });
}

function parseBanner(text: string) {
  const [, object, layout, field, symmetry] =
    text.slice(0, 200).split("\n", 1)[0]?.trim().toLowerCase().split(/\s+/) ?? [];
  const refuse = (what: string | undefined, possible: string): never => {
    throw wrong(1, `${quote(what ?? "")} is not supported; use ${possible}.`);
  };
  if (object !== "matrix") return refuse(object, "matrix");
  if (layout !== "coordinate" && layout !== "array") return refuse(layout, "coordinate, array");
  if (field !== "real" && field !== "double" && field !== "integer" && field !== "pattern")
    return refuse(field, "real, integer, pattern");
  if (field === "pattern" && layout === "array") return refuse("array pattern", "coordinate pattern");
  if (symmetry !== "general" && symmetry !== "symmetric" && symmetry !== "skew-symmetric")
    return refuse(symmetry, "general, symmetric, skew-symmetric");
  return { layout, field, symmetry } as const;
}

const wrong = (row: number, what: string): FileError => faultAt({ row }, what);

function numbersOf(line: string, row: number): number[] {
  return line
    .trim()
    .split(/\s+/, 5)
    .map((word) => {
      const value = Number(word);
      if (Number.isNaN(value)) throw wrong(row, `${quote(word)} is not a number.`);
      return value;
    });
}

function shapeOf(numbers: readonly number[], isCoordinate: boolean, symmetry: string, row: number) {
  const [rows = 0, cols = 0, listed = 0] = numbers;
  if (numbers.length !== (isCoordinate ? 3 : 2))
    throw wrong(
      row,
      isCoordinate
        ? "Expected the size here: rows, columns, entries."
        : "Expected the size here: rows, columns.",
    );
  checkShape(rows, cols, { row });
  if (symmetry !== "general" && rows !== cols)
    throw wrong(row, `A ${symmetry} matrix is square, not ${formatCount(rows)} × ${formatCount(cols)}.`);
  const diagonal = symmetry === "skew-symmetric" ? 0 : rows;
  const all = symmetry === "general" ? rows * cols : (rows * (rows - 1)) / 2 + diagonal;
  const entries = isCoordinate ? listed : all;
  if (!(Number.isInteger(entries) && entries >= 0 && entries <= rows * cols))
    throw wrong(
      row,
      `${formatCount(entries)} entries do not fit into a ${formatCount(rows)} × ${formatCount(cols)} matrix.`,
    );
  return { rows, cols, entries };
}

/**
 * The place in the matrix, counted from 1, of the n-th value of an array file, counted from 0. The file lists values
 * column by column: for a symmetric matrix only those on and below the diagonal, for a skew-symmetric one only those
 * below it.
 */
function arrayPlace(n: number, rows: number, symmetry: string): [row: number, column: number] {
  if (symmetry === "general") return [(n % rows) + 1, Math.floor(n / rows) + 1];
  const skip = symmetry === "skew-symmetric" ? 1 : 0;
  let column = 0;
  let left = n;
  for (; left >= rows - column - skip; column++) left -= rows - column - skip;
  return [column + skip + left + 1, column + 1];
}
