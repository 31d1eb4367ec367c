/** Writes tables as CSV. A spreadsheet must not read names from a user or a file as formulas. */
import type { Notation } from "./imported.ts";

export type Cell = string | number;
/** A row's cells by column name. */
export type Row = Readonly<Record<string, Cell>>;

/**
 * Matches text that a spreadsheet would read as a formula. It does not match numbers with a decimal comma,
 * which are written as text too.
 */
const FORMULA = /^(?![+-]?\d+(,\d+)?(e[+-]?\d+)?$)[=+\-@\t\r]/;

/** CSV from rows whose cells are given by column name. */
export function toCsv(table: readonly Row[]): Promise<string> {
  return unparse(table, ",");
}

/** CSV from lines of cells, in the notation of their source file. Names may hold spaces, so tabs stand for spaces between cells. */
export function linesToCsv(
  lines: readonly (readonly Cell[])[],
  { delimiter, decimalComma }: Notation = { delimiter: ",", decimalComma: false },
): Promise<string> {
  const written = (cell: Cell): Cell => (typeof cell === "number" ? String(cell).replace(".", ",") : cell);
  const between = delimiter === " " ? "\t" : delimiter;
  return unparse(decimalComma ? lines.map((line) => line.map(written)) : lines, between);
}

async function unparse(
  table: readonly Row[] | readonly (readonly Cell[])[],
  delimiter: string,
): Promise<string> {
  const { default: papa } = await import("papaparse");
  return papa.unparse([...table], { escapeFormulae: FORMULA, newline: "\n", delimiter });
}
