/** Decodes text files and yields their lines without copying the whole text. */
import { FileError } from "./imported.ts";
import { formatCount } from "../../core/format.ts";

/**
 * Decodes UTF-8, or UTF-16 if the byte order mark says so. A zero byte in a file without that mark means that the file is
 * not text. In the result, lines end with \n.
 */
export function decodeText(bytes: Uint8Array): string {
  const text = decode(bytes);
  return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const zero = bytes.indexOf(0);
  if (zero >= 0)
    throw new FileError(
      `The file is neither text nor in a known format (it has a zero at byte ${formatCount(zero)}). Known formats are CSV, TSV, NPY, Matrix Market, ratings, PNG, JPEG, WebP and PGM.`,
      { byte: zero },
    );
  return new TextDecoder().decode(bytes);
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
