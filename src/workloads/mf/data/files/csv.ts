/**
 * Parses tables of numbers: CSV (commas, semicolons or vertical bars), TSV, or columns separated by blanks. The first row
 * or the first column may hold names. A cell without a value is missing, not zero.
 */
import Papa from "papaparse";
import {
  faultAt,
  checkShape,
  checkValue,
  FileError,
  finish,
  LIMITS,
  quote,
  type ImportedMatrix,
} from "./imported.ts";
import { linesOf } from "./text.ts";
import { counted, formatCount } from "../../../../core/format.ts";

const DELIMITERS = [",", "\t", ";", "|"] as const;
const MISSING = /^(|na|n\/a|nan|null|none|\?|-|\.)$/i;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const DECIMAL_COMMA = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;
/**
 * Cells in these formats never count as names. They are refused as values, unless they are also plain numbers, such as
 * 1.234.
 */
const PERCENT = /^[+-]?[\d.,]*\d\s*%$/;
const THOUSANDS = /^[+-]?\d{1,3}([.,'’\s]\d{3})+([.,]\d+)?$/;
/** A quoted cell. Delimiters and line ends inside it do not count. */
const QUOTED = /(^|[,;|\t])[^\S\t\n]*"(?:[^"]|"")*"/gm;

export function parseCsv(text: string): ImportedMatrix {
  const bare = text.includes('"') ? text.replaceAll(QUOTED, "$1") : text;
  const delimiter = delimiterOf(bare);
  refuseLarge(bare, delimiter);
  const lines = delimiter === " " ? text.replaceAll(/[^\S\n]+/g, " ").replaceAll(/^ | $/gm, "") : text;
  const mayHaveCommas = delimiter !== ",";
  const numeric = (cell: string): boolean =>
    MISSING.test(cell) || NUMBER.test(cell) || (mayHaveCommas && DECIMAL_COMMA.test(cell));
  const isName = (cell: string): boolean =>
    ![PERCENT, THOUSANDS, DECIMAL_COMMA].some((kind) => kind.test(cell)) && !numeric(cell);

  const top: (readonly string[])[] = [];
  const leading: string[] = [];
  eachRow(lines, delimiter, (row) => {
    if (top.length < 2) top.push(row);
    leading.push(row[0] ?? "");
  });
  const [first = []] = top;
  const hasHeader = first.some(isName) && leading.length > 1;
  const header = hasHeader ? 1 : 0;
  const firstCells = leading.slice(header);
  // A name may look like a missing value: NA is Namibia, too.
  const hasNames =
    first.length > 1 &&
    firstCells.some(isName) &&
    firstCells.every((cell) => isName(cell) || MISSING.test(cell));
  const from = hasNames ? 1 : 0;
  const rows = firstCells.length;
  const width = top[header]?.length ?? 0;
  const cols = width - from;
  checkShape(rows, cols);

  const values = new Float64Array(rows * cols);
  const known = new Uint8Array(rows * cols);
  let decimalComma = false;
  eachRow(lines, delimiter, (row, index) => {
    const i = index - header;
    if (i < 0) return;
    const line = index + 1;
    if (row.length !== width)
      throw new FileError(
        `Row ${formatCount(line)} has ${counted(row.length, "cell")}, but the first row of values has ${formatCount(width)}. Give every row the same number; leave a cell empty where a value is missing.`,
      );
    for (let j = 0; j < cols; j++) {
      const cell = row[j + from] as string;
      if (MISSING.test(cell)) continue;
      const place = { row: line, column: j + from + 1 };
      if (!numeric(cell))
        throw faultAt(
          place,
          `${quote(cell)} is not a number. ${adviceFor(cell)}${adviceForList(place, width)}`,
        );
      const pointed = mayHaveCommas ? cell.replace(",", ".") : cell;
      decimalComma ||= pointed !== cell;
      const value = Number(pointed);
      checkValue(value, place);
      values[i * cols + j] = value;
      known[i * cols + j] = 1;
    }
  });
  return finish({
    format: "csv",
    rows,
    cols,
    values,
    known,
    ...(hasHeader && first.length === width ? { colNames: first.slice(from) } : {}),
    ...(hasNames ? { rowNames: firstCells } : {}),
    notation: { delimiter, decimalComma },
    remarks: [
      ...(hasHeader ? ["The first row was taken as names."] : []),
      ...(hasNames ? ["The first column was taken as names."] : []),
    ],
  });
}

/** Visits the rows that are not empty. All cells as strings would take several times the memory of their numbers. */
function eachRow(text: string, delimiter: string, visit: (cells: string[], index: number) => void): void {
  let count = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    skipEmptyLines: true,
    step: ({ data }) =>
      visit(
        data.map((cell) => cell.trim()),
        count++,
      ),
  });
}

function adviceFor(cell: string): string {
  if (PERCENT.test(cell)) return "Write the column without percent signs.";
  if (DECIMAL_COMMA.test(cell)) return "Use a point for decimals, or a semicolon between cells.";
  if (THOUSANDS.test(cell)) return "Write numbers without separators between thousands.";
  return "Leave the cell empty where a value is missing.";
}

/** The second of three or four columns with text may name the items of a list. */
const adviceForList = ({ column }: { readonly column: number }, width: number): string =>
  column === 2 && (width === 3 || width === 4)
    ? " If the file is a list of ratings, begin it with the line “user,item,rating”."
    : "";

/**
 * Finds the delimiter in the first lines: a tab or else a semicolon, if there is one; otherwise the more frequent of
 * commas and vertical bars. If there is none, lines of numbers separated by blanks also form a table.
 */
function delimiterOf(text: string): string {
  const head = text.slice(0, 10_000).split("\n").slice(0, 10).join("\n");
  const counts = DELIMITERS.map((candidate) => head.split(candidate).length - 1);
  // If semicolons or tabs separate the cells, a comma is a decimal point.
  for (const candidate of ["\t", ";"] as const)
    if (counts[DELIMITERS.indexOf(candidate)] !== 0) return candidate;
  const most = Math.max(...counts);
  return most === 0 ? " " : (DELIMITERS[counts.indexOf(most)] ?? ",");
}

/** Checks the size before a table of strings is built, leaving room for a row and a column of names. */
function refuseLarge(text: string, delimiter: string): void {
  let rows = 0;
  for (const [line, number] of linesOf(text)) {
    if (line !== "") rows++;
    let cells = 1;
    for (let i = line.indexOf(delimiter); i >= 0; i = line.indexOf(delimiter, i + 1)) cells++;
    if (cells > LIMITS.side + 1) checkShape(Math.max(2, rows), cells, { row: number });
  }
  if (rows > LIMITS.side + 1) checkShape(rows, 2);
}
