/**
 * The files of `dmf sweep`: one line of JSON per finished run, with its own checksum, appended as soon as the
 * run is done. Several processes may append to one file.
 */
import { createHash } from "node:crypto";
import { appendFile, open, readFile, stat, truncate, type FileHandle } from "node:fs/promises";
import type { SweepLine } from "../../jobs/sweep/sweep.ts";
import type { RunReport } from "../../library/api.ts";
import { withClaim } from "./claim.ts";
import { CliError, EXIT } from "../exit.ts";
import { reasonOf, writeWhole } from "../output.ts";

type RunLine = SweepLine<RunReport>;

/** Reads the lines of a file. Drops a truncated last line. Any other damaged or foreign line ends the command. */
export async function readLines(path: string): Promise<RunLine[]> {
  const { lines, foreign } = parseLines(await textOf(path));
  const [first] = foreign;
  if (first)
    throw new CliError(
      EXIT.badArguments,
      `${path}: line ${first.number} is damaged, or was not written by sweep`,
    );
  return lines;
}

/** The file of a sweep in progress; other processes may write to it too. */
export class SweepFile {
  readonly path: string;
  /** Links of the finished runs in the part of the file that was read. */
  readonly #done = new Set<string>();
  /** The inode of the file that was read, and the number of bytes up to its last whole line. */
  #read = { ino: -1, size: 0 };

  constructor(path: string) {
    this.path = path;
  }

  /** Removes a truncated last line and sets damaged lines aside; their runs are repeated. */
  open(say: (message: string) => void): Promise<void> {
    return this.#alone(async () => {
      const text = await textOf(this.path);
      const { whole, foreign } = parseLines(text);
      if (foreign.length > 0) {
        const aside = `${this.path}.damaged`;
        await append(aside, foreign.map(({ line }) => `${line}\n`).join(""));
        for (const { number } of foreign)
          say(`${this.path}: line ${number} is damaged. It was moved to ${aside}, and its run is repeated.`);
      }
      const sound = whole.map((line) => `${line}\n`).join("");
      if (sound !== text) await writeWhole(this.path, sound);
    });
  }

  /** Whether this process or another one has finished the run with this link. */
  async has(link: string): Promise<boolean> {
    const file = await open(this.path).catch(() => undefined);
    try {
      await this.#readOn(file);
    } finally {
      await file?.close();
    }
    return this.#done.has(link);
  }

  /** Reads only the appended bytes, so that the thousandth run costs no more than the first one. */
  async #readOn(file: FileHandle | undefined): Promise<void> {
    const { ino, size } = (await file?.stat()) ?? { ino: -1, size: 0 };
    if (ino !== this.#read.ino || size < this.#read.size) {
      this.#done.clear();
      this.#read = { ino, size: 0 };
    }
    const from = this.#read.size;
    if (!file || size === from) return;
    const bytes = Buffer.alloc(size - from);
    await file.read(bytes, 0, bytes.length, from);
    const whole = bytes.subarray(0, bytes.lastIndexOf("\n") + 1);
    for (const { link } of parseLines(whole.toString()).lines) this.#done.add(link);
    this.#read.size += whole.length;
  }

  /** Appends the whole line, or nothing. */
  append(line: RunLine): Promise<void> {
    return this.#alone(() => append(this.path, withChecksum(JSON.stringify(line))));
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    return withClaim(`${this.path}.lock`, work);
  }
}

/** The first 16 hexadecimal digits of the SHA-256 of a text. */
export const shortHash = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 16);

/** The object's JSON with its own checksum as the last member. */
const withChecksum = (json: string): string => `${json.slice(0, -1)},"checksum":"${shortHash(json)}"}\n`;

const CHECKSUM = /,"checksum":"([0-9a-f]{16})"\}$/;

const textOf = (path: string): Promise<string> => readFile(path, "utf8").catch(() => "");

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

async function append(path: string, text: string): Promise<void> {
  const size = await sizeOf(path);
  try {
    await appendFile(path, text, { flush: true });
  } catch (error) {
    await truncate(path, size).catch(() => undefined);
    throw new CliError(EXIT.failed, `${path} could not be written (${reasonOf(error)})`);
  }
}

function parseLines(text: string) {
  const whole: string[] = [];
  const lines: RunLine[] = [];
  const foreign: { readonly number: number; readonly line: string }[] = [];
  const complete = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  for (const [i, line] of complete.entries()) {
    if (line === "") continue;
    const parsed = parseLine(line);
    if (parsed) {
      whole.push(line);
      lines.push(parsed);
    } else foreign.push({ number: i + 1, line });
  }
  return { whole, lines, foreign };
}

/** Undefined if `sweep` did not write this line. */
function parseLine(line: string): RunLine | undefined {
  const [end, checksum] = CHECKSUM.exec(line) ?? [];
  if (end === undefined || shortHash(`${line.slice(0, -end.length)}}`) !== checksum) return undefined;
  try {
    const parsed = JSON.parse(line) as RunLine;
    return isRunLine(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** May throw on foreign values. */
const isRunLine = ({ link, varied, report }: RunLine): boolean =>
  typeof link === "string" &&
  Object.values(varied).every((value) => typeof value === "string") &&
  (report.schema === 1
    ? report.networks.every(
        ({ id, iterationsTo }) => typeof id === "string" && typeof iterationsTo === "object" && iterationsTo,
      )
    : report.models.every(({ id, metrics }) => typeof id === "string" && typeof metrics === "object"));
