/** Decodes text files and yields their lines without copying the whole text. */
import { checkFileSize, FileError } from "./imported.ts";
import { formatCount } from "../../../../core/format.ts";

/**
 * Decodes UTF-8, or UTF-16 if the byte order mark says so. In the result, lines end with \n. Throws a FileError for
 * an empty file, a file above the size limit, and bytes that are not text. `formats` lists the formats that the caller
 * can read, for the message.
 */
export function decodeText(bytes: Uint8Array, formats: string): string {
  checkFileSize(bytes.length);
  const text = decode(bytes, formats);
  return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
}

function decode(bytes: Uint8Array, formats: string): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const zero = bytes.indexOf(0);
  if (zero >= 0)
    throw new FileError(
      `The file is neither text nor in a known format (it has a zero at byte ${formatCount(zero)}). Known formats are ${formats}.`,
    );
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw notUtf8(bytes);
  }
}

/** Without `fatal`, different letters of another encoding would become the same replacement character. */
function notUtf8(bytes: Uint8Array): FileError {
  const replaced = new TextEncoder().encode(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  const byte = bytes.findIndex((value, i) => value !== replaced[i]);
  const before = new TextDecoder().decode(bytes.subarray(0, byte));
  const row = before.split(/\r\n?|\n/).length;
  return new FileError(
    `Line ${formatCount(row)}: The file is not UTF-8 at byte ${formatCount(byte)}. Save it as UTF-8.`,
  );
}

/** Lines with their numbers from 1, including empty ones. */
export function* linesOf(text: string): Generator<readonly [line: string, number: number]> {
  let number = 1;
  for (let start = 0; start < text.length; number++) {
    const end = text.indexOf("\n", start);
    const stop = end < 0 ? text.length : end;
    yield [text.slice(start, stop), number];
    start = stop + 1;
  }
}
