/** The files of `dmf sweep`: a line of JSON with a checksum per finished run, which several processes append. */
import { createHash } from "node:crypto";
import { open, stat, truncate, writeFile, type FileHandle } from "node:fs/promises";
import type { SweepLine } from "../../jobs/sweep/sweep.ts";
import { withClaim } from "./claim.ts";
import { CliError, EXIT, badArguments, ifPresent, reasonOf, writeWhole } from "../output.ts";

/**
 * Reads a file line by line, because a large sweep's file is longer than a string may be. Leaves out a truncated last
 * line. Any other damaged or foreign line ends the command.
 */
export async function* readLines(path: string): AsyncGenerator<SweepLine> {
  for await (const { number, line, run } of parsedLines(path)) {
    if (run) yield run;
    else if (line !== "")
      throw badArguments(`${path}: line ${number} is damaged, or was not written by sweep`);
  }
}

export type SweepFile = ReturnType<typeof sweepFile>;

/**
 * The file of a sweep in progress; other processes may write to it too. Reports damaged lines and long waits through
 * `say`.
 */
export function sweepFile(path: string, say: (message: string) => void) {
  /** Links of the finished runs in the part of the file that was read. */
  const done = new Set<string>();
  /** The inode of the file that was read, and the number of bytes up to its last whole line. */
  let read = { ino: -1, size: 0 };
  const whileAlone = (work: () => Promise<void>): Promise<void> => withClaim(`${path}.lock`, say, work);

  /** Reads only the appended bytes, so that the thousandth run costs no more than the first one. */
  async function readOn(file: FileHandle | undefined): Promise<void> {
    const { ino, size } = (await file?.stat()) ?? { ino: -1, size: 0 };
    if (ino !== read.ino || size < read.size) {
      done.clear();
      read = { ino, size: 0 };
    }
    if (!file || size === read.size) return;
    for await (const { bytes, run } of parsedLinesOf(file, read.size)) {
      if (run) done.add(run.link);
      read.size += bytes;
    }
  }

  return {
    path,
    /** Removes a truncated last line and sets damaged lines aside; their runs are repeated. */
    open: () =>
      whileAlone(async () => {
        const aside = `${path}.damaged`;
        let soundBytes = 0;
        for await (const { number, line, bytes, run } of parsedLines(path)) {
          if (run) soundBytes += bytes;
          if (run || line === "") continue;
          await append(aside, `${line}\n`);
          say(`${path}: line ${number} is damaged. It was moved to ${aside}, and its run is repeated.`);
        }
        if (soundBytes !== (await sizeOf(path))) await writeWhole(path, soundLines(path));
      }),
    /** Whether this process or another one has finished the run with this link. */
    async has(link: string): Promise<boolean> {
      const file = await ifPresent(path, open(path));
      await readOn(file).finally(() => file?.close());
      return done.has(link);
    },
    /** Appends the whole line, or nothing. */
    append: (line: SweepLine) => whileAlone(() => append(path, withChecksum(JSON.stringify(line)))),
  };
}

/** The first 16 hexadecimal digits of the SHA-256 of a text. */
export const shortHash = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 16);

/** The object's JSON with its own checksum as the last member. */
const withChecksum = (json: string): string => `${json.slice(0, -1)},"checksum":"${shortHash(json)}"}\n`;

const CHECKSUM = /,"checksum":"([0-9a-f]{16})"\}$/;

const sizeOf = async (path: string): Promise<number> => (await ifPresent(path, stat(path)))?.size ?? 0;

async function append(path: string, text: string): Promise<void> {
  const size = await sizeOf(path);
  try {
    await writeFile(path, text, { flag: "a", flush: true });
  } catch (error) {
    await truncate(path, size).catch(() => undefined);
    throw new CliError(EXIT.failed, `${path} could not be written (${reasonOf(error)})`);
  }
}

interface ParsedLine {
  /** Counts from 1. */
  readonly number: number;
  readonly line: string;
  /** The line's length in bytes, with its line break. */
  readonly bytes: number;
  /** Undefined if `sweep` did not write this line. */
  readonly run: SweepLine | undefined;
}

/** The whole lines of a file that may not exist. */
async function* parsedLines(path: string): AsyncGenerator<ParsedLine> {
  const file = await ifPresent(path, open(path));
  try {
    if (file) yield* parsedLinesOf(file, 0);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(EXIT.failed, `${path} cannot be read (${reasonOf(error)})`);
  } finally {
    await file?.close();
  }
}

async function* parsedLinesOf(file: FileHandle, start: number): AsyncGenerator<ParsedLine> {
  let number = 0;
  let begun: Buffer[] = [];
  for await (const chunk of file.createReadStream({ start, autoClose: false }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", from)) {
      const whole = Buffer.concat([...begun, chunk.subarray(from, end)]);
      [begun, from] = [[], end + 1];
      const line = whole.toString();
      yield { number: ++number, line, bytes: whole.length + 1, run: parseLine(line) };
    }
    begun.push(chunk.subarray(from));
  }
}

async function* soundLines(path: string): AsyncGenerator<string> {
  for await (const { line, run } of parsedLines(path)) if (run) yield `${line}\n`;
}

/** Undefined if `sweep` did not write this line. */
function parseLine(line: string): SweepLine | undefined {
  const [end, checksum] = CHECKSUM.exec(line) ?? [];
  if (end === undefined || shortHash(`${line.slice(0, -end.length)}}`) !== checksum) return undefined;
  try {
    const found = JSON.parse(line) as SweepLine;
    return isRunLine(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** May throw on foreign values. */
const isRunLine = ({ link, varied, report }: SweepLine): boolean =>
  typeof link === "string" &&
  Object.values(varied).every((value) => typeof value === "string") &&
  report.models.every(
    ({ id, metrics }) => typeof id === "string" && typeof metrics === "object" && metrics !== null,
  );
