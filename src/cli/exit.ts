export const EXIT = { ok: 0, failed: 1, badArguments: 2, noBackend: 3, interrupted: 130 } as const;

/** Ends the command with one line on stderr. */
export class CliError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
