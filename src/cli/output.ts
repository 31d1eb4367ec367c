/** All output of the command line. Files are written whole or not at all, and an error is reported in one line. */
import { access, constants, mkdir, open, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Creates the folder before training starts, so that an error is reported early. */
export async function openFolder(folder: string): Promise<void> {
  if (folder === "") throw badArguments("--out takes the path of a folder");
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new CliError(EXIT.failed, `results could not be written to ${folder} (${reasonOf(error)})`);
  }
}

/** Makes the folder and the folders above it. Node's recursive `mkdir` never returns for a path such as /proc/x/y. */
async function makeFolder(folder: string): Promise<void> {
  const make = (): Promise<void> =>
    mkdir(folder).catch(async (error: unknown) => {
      if (!(await stat(folder).catch(() => undefined))?.isDirectory()) throw error;
    });
  const above = dirname(folder);
  await make().catch(async (error: unknown) => {
    if (reasonOf(error) !== "ENOENT" || above === folder) throw error;
    await makeFolder(above);
    await make();
  });
}

/** Undefined if there is no such file. Throws CliError for any other failure. */
export async function ifPresent<T>(path: string, reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (reasonOf(error) === "ENOENT") return undefined;
    throw new CliError(EXIT.failed, `${path} cannot be read (${reasonOf(error)})`);
  }
}

/** The content of a file: whole, or part by part. */
type Content = string | Uint8Array | AsyncIterable<string | Uint8Array>;

/** Writes a temporary file, syncs it to disk and renames it. Devices and pipes are written directly. */
export async function writeWhole(path: string, content: Content): Promise<void> {
  try {
    const existing = await stat(path).catch(() => undefined);
    if (existing?.isFIFO()) await writePipe(path, content);
    else if (existing && !existing.isFile() && !existing.isDirectory()) await writeFile(path, content);
    // Writes to the target of a symbolic link, so that the link stays a link.
    else await replace(existing ? await realpath(path) : path, content);
  } catch (error) {
    throw new CliError(EXIT.failed, `${path} could not be written (${reasonOf(error)})`);
  }
}

/** Opening a pipe that nobody reads would wait forever, without a message. */
async function writePipe(path: string, content: Content): Promise<void> {
  const reader = await open(path, constants.O_WRONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw reasonOf(error) === "ENXIO" ? new Error("nobody reads from this pipe") : error;
  });
  await writeFile(path, content).finally(() => reader.close());
}

async function replace(path: string, content: Content): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    await writeFile(temporary, content, { flush: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The system's code for an error, e.g. ENOSPC, or else the error's message. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}

/** The exit codes of commands. */
export const EXIT = { ok: 0, failed: 1, badArguments: 2, noBackend: 3, interrupted: 130 } as const;

/** Ends the command with one line on stderr. */
export class CliError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const badArguments = (message: string): CliError => new CliError(EXIT.badArguments, message);

let isQuiet = false;

/** From now on, `tell` says nothing. Errors are still written. */
export const beQuiet = (): void => void (isQuiet = true);

/** Writes progress or a remark to standard error. */
export const tell = (text: string): void => {
  if (!isQuiet) process.stderr.write(text);
};

const MAX_CHARACTERS = 1000;

/** A message without line breaks and control characters, and not too long, because it may quote a file. */
export function oneLine(message: string): string {
  const line = message.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)}…` : line;
}

/**
 * Handles Ctrl-C, SIGTERM from a scheduler and SIGHUP from a closing terminal. The first signal asks for an
 * orderly end; the second ends the process at once.
 */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * The signals to handle while the process may be busy with a long decomposition. Ctrl-C then ends the process at once,
 * also with exit code 130, because a person waits.
 */
export const PATIENT = ["SIGTERM", "SIGHUP"] as const;

/** Calls `stop` at the first signal. Returns a function that removes the handlers. */
export function onInterrupt(stop: () => void, signals: readonly NodeJS.Signals[] = SIGNALS): () => void {
  const undo = (): void => signals.forEach((signal) => process.off(signal, once));
  const once = (): void => {
    undo();
    stop();
  };
  for (const signal of signals) process.on(signal, once);
  return undo;
}
