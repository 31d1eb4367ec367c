/** What a command says beside its result, and how it ends: its exit code, an error in one line, and signals. */
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

/**
 * Removes line breaks and control characters from a message and limits its length, because it may quote a file or
 * an argument.
 */
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
