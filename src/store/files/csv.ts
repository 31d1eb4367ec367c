/** Tables as CSV. Names that a person typed, or that a file brought, must not become formulas where the table is opened. */
import type { OwnFile } from "../../workloads/mf/training.ts";

/** Of a file that is a table. */
export type Notation = NonNullable<OwnFile["matrix"]["notation"]>;
export type Cell = string | number;
/** By the names of the columns. */
export type Row = Readonly<Record<string, Cell>>;

/** Not of a number with a decimal comma, which is text here. */
const FORMULA = /^(?![+-]?\d+(,\d+)?(e[+-]?\d+)?$)[=+\-@\t\r]/;

/** Of rows by the names of their columns. */
export function toCsv(table: readonly Row[]): Promise<string> {
  return unparse(table, ",");
}

/** Of lines of cells, in the notation of the file that they come from. */
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
