/** Tables as CSV. Names that a person typed, or that a file brought, must not become formulas where the table is opened. */
export type Cell = string | number;
/** By the names of the columns. */
export type Row = Readonly<Record<string, Cell>>;

/** Of rows by the names of their columns, or of lines of cells as they are. */
export async function toCsv(table: readonly Row[] | readonly (readonly Cell[])[]): Promise<string> {
  const { default: papa } = await import("papaparse");
  return papa.unparse([...table], { escapeFormulae: true, newline: "\n" });
}
