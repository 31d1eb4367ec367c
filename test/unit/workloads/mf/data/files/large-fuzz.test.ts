/**
 * Parses large valid and invalid files of every format. Each must be answered within a second of processor
 * time per megabyte. Files have 1 MB each; with LONG=1 they have the largest permitted size.
 */
import { describe, expect, it } from "vitest";
import { FileError, LIMITS } from "../../../../../../src/workloads/mf/data/files/imported.ts";
import { parseFile } from "../../../../../../src/workloads/mf/data/files/parse.ts";
import { bytesOf, npy, npyHeader } from "./samples.ts";

const BYTES = process.env["LONG"] ? LIMITS.bytes : 2 ** 20;
const MS_PER_MB = 1000;

/** Repeats the piece as often as it fits into the size. */
function fill(piece: string | readonly number[], head: string | readonly number[] = ""): Uint8Array {
  const [begin, body] = [head, piece].map((part) =>
    typeof part === "string" ? bytesOf(part) : Uint8Array.from(part),
  ) as [Uint8Array, Uint8Array];
  const times = Math.floor((BYTES - begin.length) / body.length);
  const out = new Uint8Array(begin.length + times * body.length);
  out.set(begin);
  for (let at = begin.length; at < out.length; at += body.length) out.set(body, at);
  return out;
}

const lines = (count: number, line: (k: number) => string, head = ""): Uint8Array =>
  bytesOf(`${head}${Array.from({ length: count }, (_, k) => line(k)).join("\n")}\n`);

const side = Math.min(LIMITS.side, Math.floor(Math.sqrt(BYTES / 8)));
const cells = (length: number, separator: string): string =>
  Array.from({ length }, (_, j) => ((j * 37) % 1000) / 8).join(separator);

const VALID: Readonly<Record<string, () => Uint8Array>> = {
  CSV: () =>
    lines(Math.min(LIMITS.side, Math.floor(BYTES / cells(side, ",").length) - 1), () => cells(side, ",")),
  "a table between blanks": () => lines(Math.min(LIMITS.side, BYTES >> 10), () => cells(128, "  ")),
  NPY: () =>
    npy(
      npyHeader("<f8", `${side}, ${side}`),
      new Uint8Array(Float64Array.from({ length: side * side }, (_, i) => i).buffer),
    ),
  "Matrix Market": () => {
    const entries = BYTES >> 4;
    const head = `%%MatrixMarket matrix coordinate real general\n2048 2048 ${entries}\n`;
    return lines(entries, (k) => `${1 + (k % 2048)} ${1 + (k >> 11)} ${k % 9}`, head);
  },
  ratings: () =>
    lines(BYTES >> 4, (k) => `${k % 5003},${k % 4999},${1 + (k % 5)}`, "userId,movieId,rating\n"),
  PGM: () =>
    fill(
      Array.from({ length: 1000 }, (_, i) => i % 251),
      `P5 1000 ${Math.min(2000, Math.floor(BYTES / 1000) - 1)} 255\n`,
    ),
};

const NONSENSE: Readonly<Record<string, () => Uint8Array>> = {
  "one quote after the other": () => fill('"'),
  "quotes that never close": () => fill('x,"y\n', 'a,"b\n'),
  "quotes that close at once": () => fill('"",'),
  "one comma after the other": () => fill(","),
  "one line end after the other": () => fill("\n"),
  "one line without an end": () => fill("1.5 "),
  blanks: () => fill(" "),
  "blanks between two words": () => fill(" ", "a"),
  "digits alone": () => fill("9"),
  "lines of one cell": () => fill("1\n"),
  words: () => fill("word word\n"),
  "comments of Matrix Market": () => fill("%\n", "%%MatrixMarket matrix array real general\n"),
  "comments of PGM": () => fill("\n#", "P5"),
  "ratings by one user": () => fill("1,2,3\n", "user,item,rating\n"),
  "ratings of which each has its own user": () =>
    lines(BYTES >> 5, (k) => `u${k},i${k},1`, "user,item,rating\n"),
  "bytes that are no UTF-8": () => fill([0xff, 0xc0]),
  "halves of letters in UTF-16": () => fill([0, 0xd8], [0xff, 0xfe]),
  "a header of NPY that is all there is": () => {
    const out = fill(" ", [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 0, 0, 0, 0]);
    new DataView(out.buffer).setUint32(8, out.length - 12, true);
    return out;
  },
  "segments of JPEG without a picture": () => fill([0xff, 0xe0, 0, 2], [0xff, 0xd8]),
  "filling of JPEG": () => fill([0xff], [0xff, 0xd8]),
};

/** The answer, and the processor time per megabyte. Elapsed time would include delays by other processes. */
async function timed(bytes: Uint8Array): Promise<{ answer: unknown; msPerMb: number }> {
  const from = process.cpuUsage();
  const answer: unknown = await parseFile(bytes).catch((error: unknown) => error);
  const { user, system } = process.cpuUsage(from);
  return { answer, msPerMb: (user + system) / 1000 / Math.max(1, bytes.length / 2 ** 20) };
}

describe(`${BYTES / 2 ** 20} MB`, () => {
  it.each(Object.entries(VALID))("of %s is read", async (_kind, make) => {
    const { answer, msPerMb } = await timed(make());
    expect(answer).toHaveProperty("values");
    expect(msPerMb).toBeLessThan(MS_PER_MB);
  });

  it.each(Object.entries(NONSENSE))("of %s is refused or read", async (_kind, make) => {
    const { answer, msPerMb } = await timed(make());
    expect(answer instanceof FileError || Object.hasOwn(answer as object, "values")).toBe(true);
    expect(msPerMb).toBeLessThan(MS_PER_MB);
  });
});
