/** A matrix that a person brings: what every parser returns, what it refuses, and the limits that hold before reading. */
import { EngineError } from "../../core/errors.ts";
import { formatCount } from "../../core/format.ts";

export type FileFormat = "csv" | "npy" | "matrix-market" | "ratings" | "pgm" | "image";

/** How a table is written. */
export interface Notation {
  /** Between two cells. */
  readonly delimiter: string;
  /** Whether decimals follow a comma. */
  readonly decimalComma: boolean;
}

export interface ImportedMatrix {
  readonly format: FileFormat;
  readonly rows: number;
  readonly cols: number;
  /** rows × cols, row-major, finite; 0 where nothing is known. Pictures: luma, 0…1. */
  readonly values: Float64Array;
  /** 1 where a value is known; undefined where every value is. */
  readonly known: Uint8Array | undefined;
  /** Pictures in colour: rows × cols × (red, green, blue). */
  readonly rgb?: Uint8Array;
  /** Names of the columns or rows, where the file has them. */
  readonly colNames?: readonly string[];
  readonly rowNames?: readonly string[];
  /** Of a table, so that what is made of it can be written alike. */
  readonly notation?: Notation;
  /** What a reader of the file should be told, in whole sentences. */
  readonly remarks: readonly string[];
}

/** Where in a file something is wrong, counted from 1; bytes from 0. */
export interface Place {
  readonly row?: number;
  readonly column?: number;
  readonly byte?: number;
}

/** A file that cannot be taken, with the place in it. */
export class FileError extends EngineError {
  readonly place: Place;

  constructor(message: string, place: Place = {}) {
    super("bad-input", message);
    this.name = "FileError";
    this.place = place;
  }
}

export const LIMITS = {
  /** Of a file; it is not read where it has more. */
  bytes: 64 * 2 ** 20,
  /** Rows, and columns, of a file's matrix, and all its values. */
  side: 8192,
  values: 2 ** 23,
  /** Rows, and columns, of what is trained on: a part of a larger matrix, or an averaged copy. */
  trained: 2048,
  /** Pixels of a picture before it is decoded, and its longer side. */
  pixels: 50_000_000,
  pictureSide: 16_384,
  /** Beyond this, sums of squares leave the range of numbers. */
  value: 1e100,
} as const;

export function checkFileSize(bytes: number): void {
  if (bytes > LIMITS.bytes)
    throw new FileError(
      `The file has ${formatCount(Math.ceil(bytes / 2 ** 20))} MB, and at most ${LIMITS.bytes / 2 ** 20} MB are read. Cut it, or save it in a smaller format.`,
    );
  if (bytes === 0) throw new FileError("The file is empty.", { byte: 0 });
}

/** Before anything of that size is made. */
export function checkShape(rows: number, cols: number, place: Place = {}): void {
  const { side } = LIMITS;
  // Written so that what is no number is refused as well.
  if (!(rows >= 2 && cols >= 2))
    throw new FileError(
      at(
        place,
        `A matrix of ${formatCount(rows)} × ${formatCount(cols)} values: at least 2 rows and 2 columns are needed.`,
      ),
      place,
    );
  const tooMany = rows > side || cols > side || rows * cols > LIMITS.values;
  if (tooMany || !Number.isInteger(rows) || !Number.isInteger(cols))
    throw new FileError(
      at(
        place,
        `A matrix of ${formatCount(rows)} × ${formatCount(cols)} values is too large: at most ${formatCount(side)} rows, ${formatCount(side)} columns and ${formatCount(LIMITS.values)} values are read. Cut the file.`,
      ),
      place,
    );
}

/** A value that can be trained on; a NaN is a missing one and is asked for before. */
export function checkValue(value: number, place: Place): void {
  if (Math.abs(value) <= LIMITS.value) return;
  const what = Number.isFinite(value)
    ? `${String(value)} is too large (at most 1e100).`
    : `${String(value)} is not a finite number.`;
  throw new FileError(at(place, what), place);
}

/** What is wrong, after the place where it is: “Row 3, column 2: …”. */
export function at({ row, column, byte }: Place, what: string): string {
  if (byte !== undefined) return `Byte ${formatCount(byte)}: ${what}`;
  if (row === undefined) return what;
  return column === undefined
    ? `Row ${formatCount(row)}: ${what}`
    : `Row ${formatCount(row)}, column ${formatCount(column)}: ${what}`;
}

/** Drops the mask where nothing is missing; a matrix without a value, or with one value only, is refused. */
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
  if (least === most)
    throw new FileError(`Every value of the file is ${String(least)}: there is nothing to learn.`);
  return knownCount === values.length ? { ...matrix, known: undefined } : matrix;
}

/** What a file says, in quotes and not too long. */
export const quote = (text: string): string => `“${text.length > 30 ? `${text.slice(0, 30)}…` : text}”`;
