/** Tables as CSV. Names from a user or a file must not become formulas in a spreadsheet. */
import type { OwnFile } from "../../workloads/mf/training.ts";

/** The notation of a tabular file. */
export type Notation = NonNullable<OwnFile["matrix"]["notation"]>;
export type Cell = string | number;
/** By column name. */
export type Row = Readonly<Record<string, Cell>>;

/** Excludes numbers with a decimal comma, which are text here. */
const FORMULA = /^(?![+-]?\d+(,\d+)?(e[+-]?\d+)?$)[=+\-@\t\r]/;

/** CSV of rows, given by column name. */
export function toCsv(table: readonly Row[]): Promise<string> {
  return unparse(table, ",");
}

/** CSV of lines of cells, in the notation of their source file. */
export function linesToCsv(
  lines: readonly (readonly Cell[])[],
  { delimiter, decimalComma }: Notation = { delimiter: ",", decimalComma: false },
): Promise<string> {
  const written = (cell: Cell): Cell => (typeof cell === "number" ? String(cell).replace(".", ",") : cell);
  return unparse(decimalComma ? lines.map((line) => line.map(written)) : lines, delimiter);
}

async function unparse(
  table: readonly Row[] | readonly (readonly Cell[])[],
  delimiter: string,
): Promise<string> {
  const { default: papa } = await import("papaparse");
  return papa.unparse([...table], { escapeFormulae: FORMULA, newline: "\n", delimiter });
}
