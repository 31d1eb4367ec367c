export const EXIT = { ok: 0, failed: 1, badArguments: 2, noBackend: 3, interrupted: 130 } as const;

/** Ends the command with one line on stderr. */
export class CliError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

const MAX_CHARACTERS = 1000;

/**
 * Removes line breaks and control characters from a message and limits its length, because it may quote a file or
 * an argument.
 */
export function oneLine(message: string): string {
  const line = message.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)}…` : line;
}
