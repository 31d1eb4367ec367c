/**
 * A matrix from a user file: the result of every parser, the error for a file that is refused, and the limits that are
 * checked before reading.
 */
import type { Cells } from "../cells.ts";
import { EngineError } from "../../../../core/errors.ts";
import { counted, formatCount } from "../../../../core/format.ts";

export interface Notation {
  readonly delimiter: string;
  readonly decimalComma: boolean;
}

export interface ImportedMatrix {
  readonly format: "csv" | "npy" | "matrix-market" | "ratings" | "pgm" | "image";
  readonly rows: number;
  readonly cols: number;
  /** rows × cols, row-major, finite; 0 for an unknown value. Pictures hold luma, 0…1. */
  readonly values: Float64Array;
  /** 1 for a known value; undefined when every value is known. */
  readonly known: Uint8Array | undefined;
  /** The known cells of ratings with more rows or columns than LIMITS.trained. `values` is then empty. */
  readonly cells?: Cells;
  /** Pictures in colour: rows × cols × (red, green, blue). */
  readonly rgb?: Uint8Array;
  readonly colNames?: readonly string[];
  readonly rowNames?: readonly string[];
  /** A table's notation, so that results can be written in the same way. */
  readonly notation?: Notation;
  /** Messages for the user about how the file was read, in whole sentences. */
  readonly remarks: readonly string[];
}

/** A place in a file, counted from 1; bytes count from 0. */
export interface Place {
  readonly row?: number;
  readonly column?: number;
  readonly byte?: number;
}

/** Thrown for a file that cannot be read or used. Its message names the place of the fault. */
export class FileError extends EngineError {
  constructor(message: string) {
    super("bad-input", message);
    this.name = "FileError";
  }
}

export const LIMITS = {
  /** Largest file that is read, in bytes. */
  bytes: 200 * 2 ** 20,
  /** Largest number of ratings, whose matrix may have any size. */
  ratings: 20_000_000,
  side: 8192,
  values: 2 ** 23,
  /**
   * Largest number of rows or columns of the matrix that is trained on, which may be a part of a larger matrix or an
   * averaged copy.
   */
  trained: 2048,
  pixels: 50_000_000,
  pictureSide: 16_384,
  /** For much larger values, sums of squares would overflow. */
  value: 1e100,
} as const;

export function checkFileSize(bytes: number): void {
  if (bytes > LIMITS.bytes)
    throw new FileError(
      `The file is ${formatCount(Math.ceil(bytes / 2 ** 20))} MB; the limit is ${LIMITS.bytes / 2 ** 20} MB. Shorten it, or save it in a smaller format.`,
    );
  if (bytes === 0) throw new FileError("The file is empty.");
}

/** Checks a shape before memory of that size is allocated. */
export function checkShape(rows: number, cols: number, place: Place = {}): void {
  const { side } = LIMITS;
  // The condition is written so that it also refuses NaN.
  if (!(rows >= 2 && cols >= 2))
    throw faultAt(
      place,
      `The matrix has ${formatCount(rows)} × ${formatCount(cols)} values; it needs at least 2 rows and 2 columns.`,
    );
  const tooMany = rows > side || cols > side || rows * cols > LIMITS.values;
  if (tooMany || !Number.isInteger(rows) || !Number.isInteger(cols))
    throw faultAt(
      place,
      `A matrix of ${formatCount(rows)} × ${formatCount(cols)} values is too large: the limits are ${formatCount(side)} rows, ${formatCount(side)} columns and ${formatCount(LIMITS.values)} values. Choose a smaller file.`,
    );
}

/** Checks that a value can be trained on. Callers check for NaN, a missing value, first. */
export function checkValue(value: number, place: Place): void {
  if (Math.abs(value) <= LIMITS.value) return;
  const what = Number.isFinite(value)
    ? `${String(value)} is too large (at most 1e100).`
    : `${String(value)} is not a finite number.`;
  throw faultAt(place, what);
}

/** The error about a fault, which begins with its place: “Row 3, column 2: …”. */
export function faultAt({ row, column, byte }: Place, what: string): FileError {
  const inRow = row === undefined ? "" : `Row ${formatCount(row)}`;
  const place = byte === undefined ? inRow : `Byte ${formatCount(byte)}`;
  const inColumn = column === undefined ? "" : `, column ${formatCount(column)}`;
  return new FileError(place === "" ? what : `${place}${inColumn}: ${what}`);
}

/** Drops the mask when no value is missing. Refuses a matrix that has no values or only one distinct value. */
export function finish(matrix: ImportedMatrix): ImportedMatrix {
  const { known, values } = matrix;
  let knownCount = 0;
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (known && known[i] === 0) continue;
    knownCount++;
    least = Math.min(least, values[i] as number);
    most = Math.max(most, values[i] as number);
  }
  if (knownCount === 0) throw new FileError("The file has no value: every cell is missing.");
  if (least === most) throw oneValue(least);
  if (!known || knownCount === values.length) return { ...matrix, known: undefined };
  return { ...matrix, remarks: [...matrix.remarks, ...emptyLines(matrix, known)] };
}

/** Says how many rows and columns have no value. */
function emptyLines({ rows, cols }: Pick<ImportedMatrix, "rows" | "cols">, known: Uint8Array): string[] {
  const [inRow, inCol] = [new Uint8Array(rows), new Uint8Array(cols)];
  known.forEach((one, k) => {
    if (one === 0) return;
    inRow[Math.floor(k / cols)] = 1;
    inCol[k % cols] = 1;
  });
  const empty = [
    [inRow, "row"],
    [inCol, "column"],
  ] as const;
  const parts = empty.flatMap(([lines, noun]) => {
    const count = lines.reduce((sum, seen) => sum + 1 - seen, 0);
    return count > 0 ? [counted(count, noun)] : [];
  });
  return parts.length > 0
    ? [`The file has ${parts.join(" and ")} without a value, about which nothing can be learned.`]
    : [];
}

export function refuseOneValue(values: Float64Array): void {
  const [first = NaN] = values;
  if (values.every((value) => value === first)) throw oneValue(first);
}

const oneValue = (value: number): FileError =>
  new FileError(`Every value of the file is ${String(value)}: there is nothing to learn.`);

/** Quotes an excerpt of a file, shortened if long. */
export const quote = (text: string): string => `“${text.length > 30 ? `${text.slice(0, 30)}…` : text}”`;
