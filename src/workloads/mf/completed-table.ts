/** The table that a network has completed, as a file. */
import type { Experiment } from "./config/fields.ts";
import { linesToCsv, type Cell } from "./data/files/write-csv.ts";
import { npyHeader } from "./data/files/write-npy.ts";
import { keepKnown } from "./suggestions.ts";
import type { UserFile } from "./training.ts";
import { cellsOfRun, namesOfRun } from "./user-file.ts";

interface Rows {
  readonly rows: number;
  readonly cols: number;
  /** The estimates of row i, from 0. */
  row(i: number): Float64Array;
}

/**
 * The parts of a CSV in the file's notation, or of an NPY in float32, row by row. Known cells keep their values. Estimates
 * have seven digits, because float32 has no more.
 */
export async function* completedParts(
  table: Rows,
  file: UserFile,
  config: Experiment,
  ending: "csv" | "npy",
): AsyncGenerator<string | Uint8Array<ArrayBuffer>> {
  const { rows, cols } = table;
  const known = cellsOfRun(file.matrix, config);
  const { rowNames, colNames } = namesOfRun(file.matrix, config);
  const lineOf = async (name: string, cells: Iterable<Cell>): Promise<string> =>
    `${await linesToCsv([[...(rowNames ? [name] : []), ...cells]], file.matrix.notation)}\n`;
  if (ending === "npy") yield npyHeader([rows, cols], 4);
  else if (colNames) yield lineOf("", colNames);
  for (let i = 0; i < rows; i++) {
    const values = table.row(i).map((value) => Number(value.toPrecision(7)));
    if (known) keepKnown(values, known, i);
    yield ending === "npy"
      ? new Uint8Array(Float32Array.from(values).buffer)
      : lineOf(rowNames?.[i] ?? "", values);
  }
}
