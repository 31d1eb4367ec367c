/** Grey pictures as PGM: binary (P5), 8 or 16 bits. */
import { checkShape, FileError, finish, type ImportedMatrix } from "./imported.ts";
import { formatCount } from "../../core/format.ts";

export const isPgm = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x35;

export function parsePgmFile(bytes: Uint8Array): ImportedMatrix {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  const header = /^P5(?:\s|#[^\n]*\n)+(\d{1,9})(?:\s|#[^\n]*\n)+(\d{1,9})(?:\s|#[^\n]*\n)+(\d{1,9})\s/.exec(
    head,
  );
  if (!header)
    throw new FileError(
      "The PGM file’s header (byte 0) is damaged: width, height and largest value must follow P5. Save the picture again.",
      {
        byte: 0,
      },
    );
  const [cols, rows, most] = header.slice(1).map(Number) as [number, number, number];
  checkShape(rows, cols, { byte: 0 });
  if (most < 1 || most > 65_535)
    throw new FileError(`PGM values up to ${formatCount(most)} are not supported (byte 0).`, {
      byte: 0,
    });
  const size = most > 255 ? 2 : 1;
  const start = header[0].length;
  if (bytes.length < start + size * rows * cols)
    throw new FileError(
      `The PGM file is cut off: it has ${formatCount(bytes.length)} bytes, but ${formatCount(cols)} × ${formatCount(rows)} pixels need ${formatCount(start + size * rows * cols)}. Save or download it again.`,
      {
        byte: bytes.length,
      },
    );
  const values = Float64Array.from({ length: rows * cols }, (_, i) => {
    const at = start + size * i;
    const value =
      size === 1 ? (bytes[at] as number) : 256 * (bytes[at] as number) + (bytes[at + 1] as number);
    return Math.min(1, value / most);
  });
  return finish({ format: "pgm", rows, cols, values, known: undefined, remarks: [] });
}
